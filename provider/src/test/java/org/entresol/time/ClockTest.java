package org.entresol.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the clock of the system says, and what it remembers. */
@Tag("unit")
final class ClockTest {

  private final Clock clock = Clock.system();

  @Test
  void nanos_askedAgain_isNeverLess() {
    long before = clock.nanos();

    for (int i = 0; i < 10_000; i++) {
      long now = clock.nanos();
      assertThat(now).isGreaterThanOrEqualTo(before);
      before = now;
    }
  }

  @Test
  void recent_whileNobodyAsks_standsStill() {
    long recent = clock.recent();

    long until = System.nanoTime() + Duration.ofMillis(5).toNanos();
    while (System.nanoTime() < until) {
      Thread.onSpinWait();
    }

    assertThat(clock.recent()).isEqualTo(recent);
  }

  @Test
  void recent_whileOthersAsk_isLateByLittle() {
    Awaitility.await().until(() -> clock.nanos() > Duration.ofMillis(20).toNanos());

    long now = clock.nanos();

    assertThat(clock.recent())
        .isLessThanOrEqualTo(now)
        .isGreaterThan(now - Duration.ofMillis(2).toNanos());
  }

  @Test
  void strike_soonAfterAReading_isRecent() {
    for (int i = 0; i < 1_000; i++) {
      long before = clock.nanos();
      long now = clock.strike();

      assertThat(now).isGreaterThanOrEqualTo(before);
      assertThat(clock.recent()).isEqualTo(now);
    }
  }
}
