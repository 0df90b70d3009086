package org.entresol.config;

import java.time.Duration;
import org.entresol.EntresolConfiguration;
import org.entresol.OnFailure;
import org.entresol.WriteMode;
import org.entresol.config.Key.Reading;
import org.jspecify.annotations.Nullable;

/** What two keys may not say together; the builder refuses the same without their places. */
final class Contradictions {
  private static final String SOFT_TIMEOUT = "load.soft-timeout";
  private static final String HARD_TIMEOUT = "load.hard-timeout";
  private static final String ON_FAILURE = "on-failure";

  private Contradictions() {}

  /**
   * Refuses what no cache could be.
   *
   * @throws ConfigurationException if two keys contradict each other
   */
  static void check(Layer<EntresolConfiguration.Builder<Object, Object>> layer) {
    checkTimeouts(layer.reading(SOFT_TIMEOUT), layer.reading(HARD_TIMEOUT));
    checkBehind(layer.reading(CacheKeys.WRITE_THROUGH), layer.reading(ON_FAILURE));
  }

  /** Of two timeouts the second could never end a wait that the first ends. */
  private static void checkTimeouts(@Nullable Reading<?, ?> soft, @Nullable Reading<?, ?> hard) {
    if (soft != null
        && hard != null
        && soft.value() instanceof Duration first
        && hard.value() instanceof Duration second
        && !second.isZero()
        && first.compareTo(second) >= 0) {
      throw soft.place()
          .error(
              "%s is not shorter than %s: %s; allowed: less than %s"
                  .formatted(soft.shown(), hard.place(), hard.shown(), HARD_TIMEOUT));
    }
  }

  /** Writes behind would lie in the memory of one JVM while Redis is away. */
  private static void checkBehind(@Nullable Reading<?, ?> mode, @Nullable Reading<?, ?> onFailure) {
    if (mode != null
        && onFailure != null
        && mode.value() == WriteMode.BEHIND
        && onFailure.value() != OnFailure.FAIL) {
      throw mode.place()
          .error(
              "%s is not allowed together with %s: %s; allowed: with %s: %s"
                  .formatted(
                      mode.shown(),
                      onFailure.place(),
                      onFailure.shown(),
                      ON_FAILURE,
                      OnFailure.FAIL.configName()));
    }
  }
}
