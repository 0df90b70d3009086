package org.entresol.engine.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.entresol.engine.AuthorityException;
import org.entresol.recording.Spans;
import org.entresol.stats.LoadEvent;
import org.entresol.stats.Statistics;
import org.entresol.tier.Horizon;
import org.entresol.tier.Horizons;
import org.entresol.tier.OwnHorizons;
import org.entresol.tier.TierException;
import org.entresol.time.FakeClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What must not be kept of what was read. */
@Tag("unit")
class ScreenTest {
  private final Statistics statistics = new Statistics("c", new Spans());
  private final Horizons<String> horizons = new OwnHorizons<>(new FakeClock());

  private Screen<String> screen(Horizons<String> found) {
    statistics.enable(true);
    return new Screen<>(found, (snapshot, horizon) -> horizon.equals(snapshot), statistics);
  }

  @Test
  void unseen_keysWithAHorizonThatIsNotReached_areThoseAndCounted() {
    horizons.raise(List.of("a", "b"), Horizon.of("1"), Duration.ofMinutes(1));
    horizons.raise(List.of("b"), Horizon.of("2"), Duration.ofMinutes(1));

    assertThat(screen(horizons).unseen(List.of("a", "b", "c"), "2")).containsExactly("a");
    assertThat(statistics.loads(LoadEvent.REFUSED)).isOne();
  }

  @Test
  void unseen_horizonOfAllNotReached_areAllThatWereRead() {
    horizons.raise(List.of("a"), Horizon.of("1"), Duration.ofMinutes(1));
    horizons.raiseAll(Horizon.of("2"), Duration.ofMinutes(1));

    assertThat(screen(horizons).unseen(List.of("a", "b"), "1")).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void unseen_horizonThatCannotBeRead_isReachedByNobody() {
    horizons.raise(List.of("a"), Horizon.of(Horizons.UNREADABLE), Duration.ofMinutes(1));

    assertThat(screen(horizons).unseen(List.of("a", "b"), "")).containsExactly("a");
  }

  @Test
  void unseen_authorityThatDoesNotAnswer_areAllThatWereRead() {
    Screen<String> screen =
        screen(
            new Horizons<>() {
              @Override
              public void raise(Collection<String> keys, Horizon horizon, Duration length) {}

              @Override
              public void raiseAll(Horizon horizon, Duration length) {}

              @Override
              public List<Set<String>> of(List<String> keys) {
                throw AuthorityException.forUsers(TierException.away("away", null, true));
              }
            });

    assertThat(screen.unseen(List.of("a", "b"), "1")).containsExactlyInAnyOrder("a", "b");
  }
}
