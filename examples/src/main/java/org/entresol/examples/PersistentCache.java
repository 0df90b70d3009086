package org.entresol.examples;

import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.entresol.EntresolConfiguration;

/**
 * A cache that outlives its program: run it twice, and the second run finds all that the first one
 * has worked out. Several at a time share it.
 */
public final class PersistentCache {

  private static final int NUMBERS = 100;

  private PersistentCache() {}

  /**
   * Runs the example.
   *
   * @param args where the files lie; a directory of this user if not said
   */
  public static void main(String[] args) {
    String home = System.getProperty("java.io.tmpdir");
    run((args.length > 0) ? Path.of(args[0]) : Path.of(home, "entresol-example"));
  }

  /**
   * Looks some numbers up. The manual quotes what stands between the two tags.
   *
   * @return how many had to be worked out
   */
  static int run(Path directory) {
    // tag::persistent-cache[]
    Properties settings = new Properties();
    settings.setProperty("entresol.disk.path", directory.toString());
    settings.setProperty("entresol.disk.max-bytes", "100MB");
    CacheManager manager = Caching.getCachingProvider().getCacheManager(null, null, settings);
    Cache<Integer, Integer> divisors =
        manager.createCache(
            "divisors", EntresolConfiguration.builder(Integer.class, Integer.class).build());

    int workedOut = 0;
    for (int number = 1; number <= NUMBERS; number++) {
      if (!divisors.containsKey(number)) {
        divisors.put(number, countDivisors(number));
        workedOut++;
      }
    }

    System.out.println(workedOut + " of " + NUMBERS + " had to be worked out");
    manager.close(); // the entries stay
    // end::persistent-cache[]
    return workedOut;
  }

  private static int countDivisors(int number) {
    return (int) IntStream.rangeClosed(1, number).filter(by -> number % by == 0).count();
  }
}
