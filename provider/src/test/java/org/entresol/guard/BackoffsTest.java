package org.entresol.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.entresol.time.FakeClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The pauses after failed loads. */
@Tag("unit")
class BackoffsTest {
  private static final Duration FIRST = Duration.ofSeconds(1);

  private final FakeClock clock = new FakeClock();
  private final Backoffs<String> backoffs = new Backoffs<>(clock, FIRST.toNanos());

  private Duration pauseAfterFailure() {
    backoffs.failed("k");
    Duration pause = Duration.ZERO;
    while (backoffs.holds("k")) {
      clock.advance(Duration.ofMillis(500));
      pause = pause.plusMillis(500);
    }
    return pause;
  }

  @Test
  void pause_ofFailuresInARow_doublesUpToThirtyFirstOnes() {
    for (long seconds : new long[] {1, 2, 4, 8, 16, 30, 30}) {
      assertThat(pauseAfterFailure()).isEqualTo(Duration.ofSeconds(seconds));
    }
  }

  @Test
  void pause_afterASuccess_isOverAndBeginsAnew() {
    pauseAfterFailure();
    backoffs.failed("k");

    backoffs.succeeded("k");

    assertThat(backoffs.holds("k")).isFalse();
    assertThat(pauseAfterFailure()).isEqualTo(FIRST);
  }

  @Test
  void pause_ofAKey_isThatKeysOnly() {
    backoffs.failed("k");

    assertThat(backoffs.holds("other")).isFalse();
  }

  @Test
  void failed_manyTimes_isToBeToldOncePerFirstPause() {
    assertThat(backoffs.failed("a")).isTrue();
    assertThat(backoffs.failed("b")).isFalse();
    clock.advance(FIRST.minusNanos(1));
    assertThat(backoffs.failed("a")).isFalse();
    clock.advance(Duration.ofNanos(1));

    assertThat(backoffs.failed("a")).isTrue();
  }

  @Test
  void failed_ofMoreKeysThanThereIsRoomFor_pausesTheFirstOnesOnly() {
    for (int i = 0; i < 10_001; i++) {
      backoffs.failed("k" + i);
    }
    assertThat(backoffs.holds("k9999")).isTrue();
    assertThat(backoffs.holds("k10000")).isFalse();

    clock.advance(FIRST);
    backoffs.failed("k10000");

    assertThat(backoffs.holds("k10000")).as("the others' pauses are over").isTrue();
  }
}
