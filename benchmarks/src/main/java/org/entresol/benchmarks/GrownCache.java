package org.entresol.benchmarks;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.jcache.EntresolCachingProvider;
import org.entresol.testing.RedisServer;
import org.entresol.testing.RespClient;

/**
 * A filled cache in a Redis of its own, which has so many entries and partitions. Used by one
 * thread.
 */
final class GrownCache implements AutoCloseable {
  private static final String VALUE = "a value of some length, as most are";
  private static final int APART = 7_919;
  private static final int BULK = 100;

  /** What stays of a partition is no more. */
  private static final int KEYS_OF_PARTITION = 3;

  private static final long LONGEST_SWEEP = TimeUnit.MINUTES.toNanos(5);

  private final int entries;
  private final int partitions;
  private final RedisServer server = RedisServer.start();
  private final RespClient resp = server.connect();
  private final EntresolCachingProvider provider = new EntresolCachingProvider();
  private final Cache<String, String> cache;

  GrownCache(int entries, int partitions) {
    this.entries = entries;
    this.partitions = partitions;
    this.cache =
        provider
            .getCacheManager(
                URI.create(server.address()), null, RedisProviders.properties("growth"))
            .createCache(
                "growth",
                EntresolConfiguration.builder(String.class, String.class)
                    .stack(Stack.REDIS)
                    .partitions(partitions)
                    .build());
    fill();
  }

  int entries() {
    return entries;
  }

  int partitions() {
    return partitions;
  }

  void fill() {
    Bulk.fill(cache::putAll, 0, entries, GrownCache::key, i -> VALUE);
  }

  private static String key(int number) {
    return "customer:" + number;
  }

  /** The key of a step: neighbours lie apart. */
  private String keyOf(int step) {
    return key((int) ((long) step * APART % entries));
  }

  void get(int step) {
    String unused = requireNonNull(cache.get(keyOf(step)));
  }

  void put(int step) {
    cache.put(keyOf(step), VALUE);
  }

  void getAll(int step) {
    Set<String> keys = new LinkedHashSet<>();
    for (int i = 0; i < BULK; i++) {
      keys.add(keyOf(step * BULK + i));
    }
    int found = cache.getAll(keys).size();
    if (found == 0) {
      throw new IllegalStateException("getAll found nothing");
    }
  }

  /** Goes through all entries, and returns the microseconds for each. */
  double iterate() {
    long start = System.nanoTime();
    int count = 0;
    for (Cache.Entry<String, String> unused : cache) {
      count++;
    }
    return (System.nanoTime() - start) / 1e3 / count;
  }

  /** Drops all entries, and returns the microseconds that the call takes. */
  double clear() {
    long start = System.nanoTime();
    cache.clear();
    return (System.nanoTime() - start) / 1e3;
  }

  /** Waits until what was dropped is gone, and returns the microseconds for each entry. */
  double awaitSweep() {
    long start = System.nanoTime();
    while (resp.number("DBSIZE") > entries / 100 + KEYS_OF_PARTITION * partitions) {
      if (System.nanoTime() - start > LONGEST_SWEEP) {
        throw new IllegalStateException("what was cleared is still there after minutes");
      }
      Pauses.millis(5);
    }
    return (System.nanoTime() - start) / 1e3 / entries;
  }

  @Override
  public void close() {
    provider.close();
    resp.close();
    server.close();
  }
}
