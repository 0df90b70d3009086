package org.entresol.examples;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.WriteMode;

/**
 * Many small changes before a slow database: each visit of a page is counted in the cache, and the
 * database gets the last count of each page now and then.
 */
public final class WriteBehind {

  private static final String CACHE = "visits";
  private static final int VISITS = 5_000;
  private static final List<String> PAGES = List.of("home", "search", "basket", "help", "contact");

  private WriteBehind() {}

  /**
   * What the example came to.
   *
   * @param visits how often a page was visited
   * @param stored how many visits the database knows in the end
   * @param rows how many rows were written to it
   * @param statements by how many statements
   * @param millis how long all visits took, in milliseconds
   */
  record Report(int visits, long stored, int rows, int statements, double millis) {

    @Override
    public String toString() {
      return """
             %,7d visits counted in %,.0f ms
             %,7d visits are in the database, by %,d rows in %,d statements of 20 ms each"""
          .formatted(visits, millis, stored, rows, statements);
    }
  }

  /**
   * Runs the example and prints what it came to.
   *
   * @param arguments the address of a Redis, such as {@code redis://127.0.0.1:6379}, that keeps the
   *     counts and what is to be written; without it this process's memory does
   */
  public static void main(String[] arguments) {
    VisitTable table = new VisitTable();
    try (CacheManager manager = open(arguments)) {
      System.out.println(run(manager, table));
    }
  }

  private static CacheManager open(String[] arguments) {
    return arguments.length == 0
        ? Caching.getCachingProvider().getCacheManager()
        : Caching.getCachingProvider().getCacheManager(URI.create(arguments[0]), null);
  }

  /** Counts visits. The manual quotes what stands between the two tags. */
  static Report run(CacheManager manager, VisitTable table) {
    Random visitor = new Random(1);
    long start = System.nanoTime();
    // tag::write-behind[]
    Cache<String, Long> visits =
        manager.createCache(
            CACHE,
            EntresolConfiguration.builder(String.class, Long.class)
                .readThrough(true)
                .loader(() -> table)
                .writeThrough(true)
                .writer(() -> table)
                .write(write -> write.mode(WriteMode.BEHIND).delay(Duration.ofMillis(500)))
                .build());

    for (int visit = 0; visit < VISITS; visit++) {
      String page = PAGES.get(visitor.nextInt(PAGES.size()));
      // Does not wait for the database, unless that has to be asked for the count first.
      visits.invoke(
          page,
          (entry, arguments) -> {
            Long before = entry.getValue(); // unlike exists(), this asks the database if need be
            entry.setValue(before == null ? 1 : before + 1);
            return null;
          });
    }
    double millis = (System.nanoTime() - start) / 1e6;

    visits.unwrap(EntresolCache.class).flush(); // from here on all of it is in the database
    // end::write-behind[]
    Report report = new Report(VISITS, table.sum(), table.written(), table.statements(), millis);
    // The pretended database goes with this process: so must what Redis knows of it.
    manager.destroyCache(CACHE);
    return report;
  }
}
