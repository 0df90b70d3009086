package org.entresol.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.spi.CachingProvider;
import org.entresol.durability.Mishaps;
import org.entresol.jcache.EntresolCachingProvider;
import org.entresol.testing.RespClient;
import org.jspecify.annotations.Nullable;

/**
 * A run of three processes that write, count, load and read the same caches on two servers, one of
 * which keeps what it has acknowledged while the other forgets, with faults and evictions that come
 * of a seed.
 */
final class SoakRun {
  /** Two repair ticks, and a second for the rest. */
  private static final long BOUND = 3_000;

  /** What a busy machine may need to have finished, and nodes to have compared. */
  private static final long QUIET = 2_500;

  /** Leases of the dead end in it; that of a writer is the longest. */
  private static final long LONGEST_LEASE = 8_000;

  private final String stack;
  private final long seed;
  private final Duration length;

  SoakRun(String stack, long seed, Duration length) {
    this.stack = stack;
    this.seed = seed;
    this.length = length;
  }

  /** Runs, and judges what came of it. */
  Judge.Verdict run() throws IOException {
    Path folder = Files.createTempDirectory("soak-");
    try (Site site = new Site(seed, stack, folder)) {
      long begin = System.currentTimeMillis();
      Mischief mischief = new Mischief(site, seed, length);
      mischief.goOn();
      site.tellEach("still", "");
      Mischief.pause(QUIET);
      site.tellEach("quiet", "last");
      Remains remains = remains(site, folder, begin, mischief.troubles());
      mischief.troubles().forEach(trouble -> System.out.println(trouble.line(begin)));
      System.out.println(mischief.evicted() + " keys were evicted");
      Judge.Verdict verdict = Judge.judge(remains);
      site.tellEach("stop", "threads left:").stream()
          .filter(line -> !line.equals("threads left:"))
          .forEach(verdict.complaints()::add);
      verdict.complaints().addAll(leftBehind(site));
      return verdict;
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private Remains remains(Site site, Path folder, long begin, List<Trouble> troubles) {
    List<Remains.Life> lives =
        site.tasks().stream()
            .map(task -> new Remains.Life(task.node(), EventLog.events(task.log())))
            .toList();
    Source source = new Source(folder, SoakWorker.SOURCED_KEYS, new Mishaps(seed, 0));
    return new Remains(
        begin,
        stack.equals("redis") ? 0 : BOUND,
        lives,
        troubles,
        source.applied(),
        ends(site, source));
  }

  /** What a node finds that has nothing near yet. */
  private static Map<String, List<Long>> ends(Site site, Source source) {
    try (CachingProvider provider = new EntresolCachingProvider()) {
      return Map.of(
          SoakWorker.KEPT,
          values(provider, site, Site.KEEPING, SoakWorker.KEPT, SoakWorker.KEYS),
          SoakWorker.COUNTS,
          values(provider, site, Site.KEEPING, SoakWorker.COUNTS, SoakWorker.COUNTERS),
          SoakWorker.LOOSE,
          values(provider, site, Site.FORGETTING, SoakWorker.LOOSE, SoakWorker.KEYS),
          SoakWorker.BEHIND,
          list(SoakWorker.SOURCED_KEYS, source::value));
    }
  }

  private static List<Long> values(
      CachingProvider provider, Site site, int server, String name, int keys) {
    CacheManager manager =
        SoakWorker.manager(provider, site.server(server).address(), "end" + server, "redis");
    Cache<String, Long> cache = manager.createCache(name, SoakWorker.longs().build());
    return list(keys, key -> cache.get(Traffic.key(key)));
  }

  private static List<Long> list(int count, IntFunction<@Nullable Long> values) {
    return IntStream.range(0, count)
        .mapToObj(values)
        .map(value -> (value == null) ? 0L : value)
        .toList();
  }

  /** What closed nodes leave in Redis beside entries and the numbers that go on. */
  private static List<String> leftBehind(Site site) {
    List<String> complaints = new ArrayList<>();
    long latest = System.currentTimeMillis() + LONGEST_LEASE;
    for (int server = 0; server < Site.SERVERS; server++) {
      try (RespClient client = site.server(server).connect()) {
        List<String> left = leases(client);
        while (!left.isEmpty() && System.currentTimeMillis() < latest) {
          Mischief.pause(100);
          left = leases(client);
        }
        for (String key : left) {
          complaints.add(key + " is left on " + Site.name(server));
        }
        client.texts("KEYS", "*}:t:*").stream()
            .filter(key -> client.number("PTTL", key) == -1)
            .forEach(key -> complaints.add("the ticket " + key + " is left without an end"));
      }
    }
    return complaints;
  }

  private static List<String> leases(RespClient client) {
    return Stream.of("*}:x:*", "*}:l:*", "*}:q", "*}:q:[^f]*")
        .flatMap(pattern -> client.texts("KEYS", pattern).stream())
        .toList();
  }
}
