package org.entresol.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.entresol.testing.RedisServers;
import org.entresol.tier.redis.RedisSurvey;
import org.entresol.time.Clock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The looking at a Redis again and again. */
@Tag("server")
class WatchTest {

  private static final WatchTimes OFTEN =
      new WatchTimes(Duration.ofMillis(50), Duration.ofMillis(50));

  /** A clock that fails the first times that it is asked. */
  private static Clock failing(int times) {
    Clock good = Clock.system();
    AtomicInteger asked = new AtomicInteger();
    return () -> {
      if (asked.getAndIncrement() < times) {
        throw new NoClassDefFoundError("for the test");
      }
      return good.nanos();
    };
  }

  @Test
  void watch_thatHasMetAnError_tellsItAndGoesOn() {
    try (RedisSurvey survey = Surveys.open(RedisServers.shared().address(), null);
        Watch watch = new Watch(survey, "nobody-has-it", OFTEN, failing(4))) {
      watch.start();

      await()
          .untilAsserted(
              () ->
                  assertThat(watch.since(0))
                      .anyMatch(
                          sample ->
                              sample.error() != null && sample.error().contains("for the test")));
      await().until(() -> watch.since(0).stream().filter(it -> it.error() == null).count() > 2);
    }
  }
}
