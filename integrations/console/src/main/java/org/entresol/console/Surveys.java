package org.entresol.console;

import org.entresol.config.RedisSection;
import org.entresol.config.RedisTerms;
import org.entresol.tier.redis.RedisSettings;
import org.entresol.tier.redis.RedisSurvey;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;

/** The way into a Redis that is looked at. Stateless. */
final class Surveys {

  private Surveys() {}

  /**
   * Connects to a Redis.
   *
   * @param address as the manual describes it
   * @param namespace what lies in it alone is looked at; null for all
   * @throws RefusedException if no namespace is called so
   */
  static RedisSurvey open(String address, @Nullable String namespace) {
    if (namespace != null && !namespace.matches("[A-Za-z0-9._-]+")) {
      throw new RefusedException(
          "--namespace "
              + namespace
              + " is not allowed; allowed: letters, digits, dots, dashes and underscores");
    }
    RedisTerms terms = RedisTerms.DEFAULT;
    RedisSettings settings =
        RedisSettings.of(
            RedisSection.ofAddress(address).yaml(),
            // A survey goes by the names that it finds.
            (namespace == null) ? "" : namespace,
            terms.commandTimeout(),
            terms.breakerFailures(),
            terms.breakerPause(),
            terms.connectTimeout());
    return RedisSurvey.open(settings, Clock.system());
  }
}
