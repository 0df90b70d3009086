package org.entresol.tier.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.entresol.time.FakeClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When the log is told of a trouble that lasts. */
@Tag("unit")
class EpisodeTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final FakeClock clock = new FakeClock();
  private final Episode episode = new Episode(clock);

  @Test
  void goesOn_again_isToldOnce() {
    assertThat(episode.goesOn()).isTrue();

    for (int i = 0; i < 100; i++) {
      clock.advance(SECOND);
      assertThat(episode.goesOn()).isFalse();
    }
    assertThat(episode.isOn()).isTrue();
    assertThat(episode.nanos()).isEqualTo(SECOND.multipliedBy(100).toNanos());
  }

  @Test
  void end_ofOneThatWasTold_isItsLengthOnce() {
    boolean told = episode.goesOn();
    clock.advance(SECOND);

    assertThat(told).isTrue();
    assertThat(episode.end()).isEqualTo(SECOND.toNanos());
    assertThat(episode.end()).isZero();
    assertThat(episode.isOn()).isFalse();
    assertThat(episode.nanos()).isZero();
  }

  @Test
  void goesOn_comingAndGoing_isToldOnceAMinuteAndItsEndLikewise() {
    int begun = 0;
    int ended = 0;
    for (int second = 0; second < 120; second++) {
      begun += episode.goesOn() ? 1 : 0;
      clock.advance(SECOND);
      ended += episode.end() > 0 ? 1 : 0;
    }

    assertThat(begun).isEqualTo(2);
    assertThat(ended).isEqualTo(2);
  }

  @Test
  void goesOn_secondThatLasts_isToldWhenTheMinuteIsOver() {
    boolean first = episode.goesOn();
    clock.advance(SECOND);
    long unused = episode.end();

    assertThat(first).isTrue();
    assertThat(episode.goesOn()).isFalse();
    clock.advance(Duration.ofMinutes(1));
    assertThat(episode.goesOn()).isTrue();
    assertThat(episode.end()).isEqualTo(Duration.ofMinutes(1).toNanos());
  }
}
