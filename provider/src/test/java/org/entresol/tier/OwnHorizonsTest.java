package org.entresol.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.entresol.time.FakeClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What loads of a process's own caches must have seen. */
@Tag("unit")
class OwnHorizonsTest {
  private static final Duration LENGTH = Duration.ofMinutes(5);

  private final FakeClock clock = new FakeClock();
  private final OwnHorizons<String> horizons = new OwnHorizons<>(clock);

  private Set<String> of(String key) {
    return horizons.of(List.of(key)).get(0);
  }

  @Test
  void of_raised_isTheLastOfTheKeyAndThatOfAll() {
    horizons.raiseAll(Horizon.of("all"), LENGTH);
    horizons.raise(List.of("a", "b"), Horizon.of("1"), LENGTH);
    horizons.raise(List.of("b"), Horizon.of("2"), LENGTH);

    assertThat(horizons.of(List.of("c", "b", "a")))
        .containsExactly(Set.of("all"), Set.of("2", "all"), Set.of("1", "all"));
  }

  @Test
  void of_afterItsTime_isNone() {
    horizons.raise(List.of("a"), Horizon.of("1"), LENGTH);
    horizons.raiseAll(Horizon.of("all"), LENGTH.multipliedBy(2));
    horizons.raise(List.of("a"), Horizon.of("1"), LENGTH);

    clock.advance(LENGTH);
    assertThat(of("a")).containsExactly("all");
    clock.advance(LENGTH);
    assertThat(of("a")).isEmpty();
  }

  @Test
  void raise_tooManyKeys_countsForAll() {
    horizons.raise(List.of("a"), Horizon.of("1"), LENGTH);

    horizons.raise(
        IntStream.range(0, OwnHorizons.MOST)
            .mapToObj(Integer::toString)
            .collect(Collectors.toSet()),
        Horizon.of("2"),
        LENGTH);

    assertThat(of("a")).containsExactly("2");
    assertThat(of("b")).containsExactly("2");
  }

  @Test
  void raise_keysWhoseTimeIsOver_makeRoom() {
    Set<String> many =
        IntStream.range(0, OwnHorizons.MOST)
            .mapToObj(Integer::toString)
            .collect(Collectors.toSet());
    horizons.raise(many, Horizon.of("1"), LENGTH);
    clock.advance(LENGTH);

    horizons.raise(List.of("a"), Horizon.of("2"), LENGTH);

    assertThat(of("a")).containsExactly("2");
    assertThat(of("b")).isEmpty();
  }
}
