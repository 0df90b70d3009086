package org.entresol.applications;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.grid.jcache.Bucket4jJCache;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;

/**
 * An application that takes tokens of one of Bucket4j's buckets, by several threads at once, for as
 * long as there are any. It answers each line with how many it got.
 */
final class Tokens {

  /** How many there are, for a day. */
  static final int ALL = 600;

  private static final int THREADS = 3;
  private static final BucketConfiguration LIMIT =
      BucketConfiguration.builder()
          .addLimit(bound -> bound.capacity(ALL).refillIntervally(ALL, Duration.ofDays(1)))
          .build();

  private Tokens() {}

  /** Takes tokens by threads of this JVM, until there are none, and says how many. */
  static long take(BucketProxy bucket) throws ExecutionException, InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Long>> taken =
          Stream.generate(() -> threads.submit(() -> drain(bucket))).limit(THREADS).toList();
      long sum = 0;
      for (Future<Long> one : taken) {
        sum += one.get();
      }
      return sum;
    } finally {
      threads.shutdown();
    }
  }

  private static long drain(BucketProxy bucket) {
    long taken = 0;
    while (bucket.tryConsume(1)) {
      taken++;
    }
    return taken;
  }

  /** The bucket in a cache of its own. */
  static BucketProxy bucket(CacheManager manager) {
    Cache<String, byte[]> cache = manager.createCache("buckets", new MutableConfiguration<>());
    return Bucket4jJCache.entryProcessorBasedBuilder(cache).build().getProxy("anna", () -> LIMIT);
  }

  /**
   * Runs it.
   *
   * @param arguments the URI of the manager
   */
  public static void main(String... arguments)
      throws IOException, ExecutionException, InterruptedException {
    try (CacheManager manager =
            Caching.getCachingProvider().getCacheManager(URI.create(arguments[0]), null);
        BufferedReader input =
            new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()))) {
      BucketProxy bucket = bucket(manager);
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        System.out.println(
            "> " + (line.equals("take") ? take(bucket) : bucket.getAvailableTokens()));
      }
    }
  }
}
