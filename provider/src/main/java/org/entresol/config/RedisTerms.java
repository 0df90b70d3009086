package org.entresol.config;

import java.time.Duration;

/**
 * What one manager demands of its Redis, whatever the server: how long a call may take, and when it
 * is no longer asked.
 *
 * @param commandTimeout the longest that one call waits for Redis, at least a millisecond
 * @param breakerFailures the failures in a row after which Redis is no longer asked, at least 1
 * @param breakerPause how long it is not asked before one call tries again, at least a millisecond
 */
public record RedisTerms(Duration commandTimeout, int breakerFailures, Duration breakerPause) {
  /** What holds where nothing is said: 3 seconds, 5 failures, 1 second. */
  public static final RedisTerms DEFAULT =
      new RedisTerms(Duration.ofSeconds(3), 5, Duration.ofSeconds(1));

  RedisTerms withCommandTimeout(Duration span) {
    return new RedisTerms(span, breakerFailures, breakerPause);
  }

  RedisTerms withBreakerFailures(int failures) {
    return new RedisTerms(commandTimeout, failures, breakerPause);
  }

  RedisTerms withBreakerPause(Duration span) {
    return new RedisTerms(commandTimeout, breakerFailures, span);
  }
}
