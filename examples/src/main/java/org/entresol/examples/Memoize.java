package org.entresol.examples;

import java.util.stream.IntStream;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.management.CacheStatisticsMXBean;
import org.entresol.EntresolConfiguration;

/**
 * The simplest use of a cache: an expensive function that is {@linkplain Memoized memoized}.
 *
 * <p>In a container that knows the annotations of JSR-107 (Spring with {@code @EnableCaching}, for
 * example) one line above a bean's method does the same:
 *
 * <pre>{@code
 * @CacheResult(cacheName = "primes", exceptionCacheName = "refusals")
 * public long primesBelow(int limit) { ... }
 * }</pre>
 *
 * <p>Its {@code exceptionCacheName} is the cache for what the method throws; without it exceptions
 * are not remembered.
 */
public final class Memoize {

  private static final int LIMIT = 200_000;
  private static final int NOT_A_LIMIT = -1;

  private Memoize() {}

  /** A result that may be a refusal: what is a result is remembered, what is thrown is not. */
  sealed interface Outcome {

    /** The function answered. */
    record Answer(long primes) implements Outcome {}

    /** The function threw. */
    record Refusal(String reason) implements Outcome {}
  }

  /** How often a result was remembered, and how often the function had to run. */
  record Counts(long remembered, long computed) {

    static Counts of(Memoized<?, ?> function) {
      CacheStatisticsMXBean statistics = JmxStatistics.of(function.results());
      return new Counts(statistics.getCacheHits(), statistics.getCacheMisses());
    }

    @Override
    public String toString() {
      return "remembered %d, computed %d".formatted(remembered, computed);
    }
  }

  /**
   * What the example came to.
   *
   * @param primes the answer
   * @param twice after the same question came twice
   * @param cleared after the cache was cleared, and the question came once more
   * @param thrown after two more questions to which the function threw
   * @param refused of another cache, after the same two with the refusal as a result
   */
  record Report(long primes, Counts twice, Counts cleared, Counts thrown, Counts refused) {

    @Override
    public String toString() {
      return """
             There are %,d primes below %,d.

             asked twice                       %s
             cleared, and asked again          %s
             asked twice what makes it throw   %s
             the same, as results              %s"""
          .formatted(primes, LIMIT, twice, cleared, thrown, refused);
    }
  }

  /** Runs the example and prints what it came to. */
  public static void main(String[] args) {
    System.out.println(run());
  }

  /** Asks a memoized function again and again. */
  static Report run() {
    try (CacheManager manager = Caching.getCachingProvider().getCacheManager()) {
      Memoized<Integer, Long> primes =
          new Memoized<>(manager, "primes", settings(Long.class), Memoize::primesBelow);
      long answer = primes.apply(LIMIT);
      primes.apply(LIMIT);
      Counts twice = Counts.of(primes);

      primes.results().clear();
      primes.apply(LIMIT);
      Counts cleared = Counts.of(primes);

      expectRefusal(primes);
      expectRefusal(primes);
      Counts thrown = Counts.of(primes);

      Memoized<Integer, Outcome> outcomes =
          new Memoized<>(manager, "outcomes", settings(Outcome.class), Memoize::outcome);
      outcomes.apply(NOT_A_LIMIT);
      outcomes.apply(NOT_A_LIMIT);
      return new Report(answer, twice, cleared, thrown, Counts.of(outcomes));
    }
  }

  private static <V> EntresolConfiguration<Integer, V> settings(Class<V> resultType) {
    return EntresolConfiguration.builder(Integer.class, resultType)
        .expiry(CreatedExpiryPolicy.factoryOf(Duration.ONE_HOUR))
        .statistics(true)
        .build();
  }

  /** What a memoized function throws comes through to its caller. */
  private static void expectRefusal(Memoized<Integer, Long> primes) {
    try {
      Long answer = primes.apply(NOT_A_LIMIT);
      throw new AssertionError("answered " + answer);
    } catch (IllegalArgumentException e) {
      // As it should be.
    }
  }

  private static Outcome outcome(int limit) {
    try {
      return new Outcome.Answer(primesBelow(limit));
    } catch (IllegalArgumentException e) {
      return new Outcome.Refusal(String.valueOf(e.getMessage()));
    }
  }

  private static long primesBelow(int limit) {
    if (limit < 0) {
      throw new IllegalArgumentException("limit: " + limit + " is not allowed; allowed: 0 or more");
    }
    return IntStream.range(2, limit).filter(Memoize::isPrime).count();
  }

  private static boolean isPrime(int number) {
    return IntStream.rangeClosed(2, (int) Math.sqrt(number)).noneMatch(d -> number % d == 0);
  }
}
