package org.entresol.examples;

import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.management.CacheStatisticsMXBean;

/**
 * A cache that fetches what it lacks: the application only reads, and a loader asks the database
 * behind it, once for each key and again when the entry has expired.
 *
 * <p>Nothing here is special to Entresol: the provider is found on the class path, and the
 * configuration is JCache's own.
 */
public final class ReadThrough {

  private static final List<Integer> NUMBERS = List.of(1, 2, 3);
  private static final Duration LIFE = new Duration(TimeUnit.MILLISECONDS, 500);
  private static final int IMPORTED = 1_000;

  private ReadThrough() {}

  /**
   * What one round of reading came to.
   *
   * @param reads how often the application asked the cache
   * @param queries how often the cache asked the database
   * @param millis how long the round took, in milliseconds
   */
  record Round(int reads, int queries, double millis) {

    @Override
    public String toString() {
      return "%,6d reads %,4d queries %8.1f ms".formatted(reads, queries, millis);
    }
  }

  /**
   * What the cache counted. A load is not a put: puts are what the application wrote.
   *
   * @param averageGet in microseconds, loads included
   * @param averagePut in microseconds
   */
  record Counts(long hits, long misses, long puts, float averageGet, float averagePut) {

    static Counts of(CacheStatisticsMXBean statistics) {
      return new Counts(
          statistics.getCacheHits(),
          statistics.getCacheMisses(),
          statistics.getCachePuts(),
          statistics.getAverageGetTime(),
          statistics.getAveragePutTime());
    }

    @Override
    public String toString() {
      return """
             hits         %,9d
             misses       %,9d
             puts         %,9d
             average get  %,9.1f microseconds
             average put  %,9.1f microseconds"""
          .formatted(hits, misses, puts, averageGet, averagePut);
    }
  }

  /** What the example came to. */
  record Report(Round first, Round again, Round expired, Counts counts) {

    @Override
    public String toString() {
      return """
             A cache of customers before a slow database; an entry lives for %s ms.

             first reads    %s
             read again     %s
             after expiry   %s

             What JMX shows of the cache, after %d puts:
             %s"""
          .formatted(LIFE.getDurationAmount(), first, again, expired, IMPORTED, counts);
    }
  }

  /** Runs the example and prints what it came to. */
  public static void main(String[] args) throws InterruptedException {
    System.out.println(run());
  }

  /** Reads the customers, reads them again, and once more when their entries have expired. */
  static Report run() throws InterruptedException {
    CustomerDatabase database = new CustomerDatabase();
    try (CacheManager manager = Caching.getCachingProvider().getCacheManager()) {
      Cache<Integer, String> customers =
          manager.createCache(
              "customers",
              new MutableConfiguration<Integer, String>()
                  .setTypes(Integer.class, String.class)
                  .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(LIFE))
                  .setReadThrough(true)
                  .setCacheLoaderFactory(() -> database)
                  .setStatisticsEnabled(true));

      Round first = read(customers, database, 1);
      Round again = read(customers, database, 1_000);
      awaitExpiry(customers);
      Round expired = read(customers, database, 1);
      putMore(customers);
      return new Report(first, again, expired, Counts.of(JmxStatistics.of(customers)));
    }
  }

  private static Round read(
      Cache<Integer, String> customers, CustomerDatabase database, int times) {
    int queriesBefore = database.queries();
    long start = System.nanoTime();
    for (int time = 0; time < times; time++) {
      NUMBERS.forEach(customers::get);
    }
    double millis = (System.nanoTime() - start) / 1e6;
    return new Round(times * NUMBERS.size(), database.queries() - queriesBefore, millis);
  }

  /** Waits until no customer is cached any more; {@code containsKey} is not an access. */
  private static void awaitExpiry(Cache<Integer, String> customers) throws InterruptedException {
    while (NUMBERS.stream().anyMatch(customers::containsKey)) {
      Thread.sleep(10);
    }
  }

  private static void putMore(Cache<Integer, String> customers) {
    for (int number = 0; number < IMPORTED; number++) {
      customers.put(100 + number, "imported");
    }
  }
}
