package org.entresol.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.jcache.EntresolCachingProvider;

/** What is measured of files within one JVM: opening many entries, and hits near it. */
final class DiskInOneJvm {
  private static final String CACHE = "values";
  private static final int BATCH = 1000;
  private static final int LENGTH = 100;
  private static final int ROUNDS = 9;

  /** 82 % of the bound of both: a cache that is nearly empty keeps no record of hits. */
  private static final int NEAR_KEYS = 8200;

  private static final int NEAR_CALLS = 2_000_000;

  private DiskInOneJvm() {}

  private static EntresolCachingProvider provider() {
    return new EntresolCachingProvider();
  }

  private static <V> Cache<Integer, V> open(
      EntresolCachingProvider provider, Path directory, Stack stack, Class<V> values) {
    Properties properties = new Properties();
    properties.setProperty("entresol.disk.path", directory.toString());
    CacheManager manager = provider.getCacheManager(null, null, properties);
    return manager.createCache(
        CACHE, EntresolConfiguration.builder(Integer.class, values).stack(stack).build());
  }

  /** Stores so many entries. */
  static void fill(Path directory, int entries) {
    EntresolCachingProvider provider = provider();
    Cache<Integer, byte[]> cache = open(provider, directory, Stack.DISK, byte[].class);
    Map<Integer, byte[]> batch = new HashMap<>();
    for (int i = 0; i < entries; i++) {
      batch.put(i, new byte[LENGTH]);
      if (batch.size() == BATCH || i == entries - 1) {
        cache.putAll(batch);
        batch.clear();
      }
    }
    provider.close();
  }

  /** How many milliseconds it takes to open the files and to read one entry, several times. */
  static Spread openingMillis(Path directory) {
    List<Double> taken = new ArrayList<>();
    for (int round = 0; round <= ROUNDS; round++) {
      EntresolCachingProvider provider = provider();
      long start = System.nanoTime();
      byte[] found = open(provider, directory, Stack.DISK, byte[].class).get(round);
      long end = System.nanoTime();
      provider.close();
      if (found == null) {
        throw new IllegalStateException("The files have not got what was stored");
      }
      if (round > 0) {
        taken.add((end - start) / 1e6);
      }
    }
    return Spread.of(taken);
  }

  /** The nanoseconds that a near hit takes over those of a hit of the heap alone, in turns. */
  static Spread nearOverHeap(Path directory) {
    EntresolCachingProvider one = provider();
    EntresolCachingProvider other = provider();
    Cache<Integer, String> near = filled(open(one, directory, Stack.HEAP_DISK, String.class));
    Cache<Integer, String> heap = filled(open(other, directory, Stack.HEAP, String.class));
    List<Double> ratios = new ArrayList<>();
    for (int round = 1 - ROUNDS / 2; round <= ROUNDS; round++) {
      double ratio = nanos(near) / nanos(heap);
      if (round > 0) {
        ratios.add(ratio);
      }
    }
    one.close();
    other.close();
    return Spread.of(ratios);
  }

  private static Cache<Integer, String> filled(Cache<Integer, String> cache) {
    for (int i = 0; i < NEAR_KEYS; i++) {
      cache.put(i, "value " + i);
    }
    return cache;
  }

  private static double nanos(Cache<Integer, String> cache) {
    long start = System.nanoTime();
    int found = 0;
    for (int i = 0; i < NEAR_CALLS; i++) {
      found += (cache.get(i % NEAR_KEYS) == null) ? 0 : 1;
    }
    if (found != NEAR_CALLS) {
      throw new IllegalStateException("Not all was found: " + found);
    }
    return (System.nanoTime() - start) / (double) NEAR_CALLS;
  }
}
