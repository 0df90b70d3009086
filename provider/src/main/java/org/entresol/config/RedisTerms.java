package org.entresol.config;

import static org.entresol.config.model.Setting.setting;

import java.time.Duration;
import org.entresol.config.model.Quantities;
import org.entresol.config.model.Said;
import org.entresol.config.model.Setting;
import org.entresol.config.model.Words;

/**
 * What one manager demands of its Redis, whatever the server: how long a call may take, and when it
 * is no longer asked.
 *
 * @param commandTimeout the longest that one call waits for Redis, at least a millisecond
 * @param breakerFailures the failures in a row after which Redis is no longer asked, at least 1
 * @param breakerPause how long it is not asked before one call tries again, at least a millisecond
 * @param connectTimeout the longest that joining it may take, at least a millisecond
 * @param start whether the manager needs it to open
 */
public record RedisTerms(
    Duration commandTimeout,
    int breakerFailures,
    Duration breakerPause,
    Duration connectTimeout,
    Start start) {
  static final Setting<Duration> COMMAND_TIMEOUT =
      setting("command-timeout", Quantities.span("1ms"), "3s");
  static final Setting<Duration> CONNECT_TIMEOUT =
      setting("connect-timeout", Quantities.span("1ms"), "5s");
  static final Setting<Integer> BREAKER_FAILURES =
      setting("breaker.failures", Quantities.NUMBER, "5");
  static final Setting<Duration> BREAKER_PAUSE =
      setting("breaker.pause", Quantities.span("1ms"), "1s");

  static final Setting<Start> START =
      setting("start", Words.oneOf(Start.values(), Start::configName), "required");

  /** What holds where nothing is said: 3 seconds, 5 failures, 1 second, 5 seconds, required. */
  public static final RedisTerms DEFAULT = of(Said.NOTHING);

  static RedisTerms of(Said said) {
    return new RedisTerms(
        said.get(COMMAND_TIMEOUT),
        said.get(BREAKER_FAILURES),
        said.get(BREAKER_PAUSE),
        said.get(CONNECT_TIMEOUT),
        said.get(START));
  }
}
