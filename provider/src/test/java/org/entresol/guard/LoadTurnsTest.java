package org.entresol.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.entresol.guard.LoadLocks.Free;
import org.entresol.guard.LoadLocks.Held;
import org.entresol.time.Durations;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class LoadTurnsTest {
  private static final List<String> KEYS = List.of("a", "b", "c", "d");

  private final List<Set<String>> works = new ArrayList<>();
  private final Others others = new Others();

  /** Locks some of which somebody else has for longer than anybody waits. */
  private static final class Others implements LoadLocks<String> {
    private final Set<String> taken = new LinkedHashSet<>();
    private final List<Duration> waits = new ArrayList<>();
    private boolean yield;

    @Override
    public @Nullable Held<String> lock(String key, Duration wait) {
      waits.add(wait);
      if (yield) {
        taken.remove(key);
      }
      return taken.contains(key) ? null : new Free<>(Set.of(key));
    }

    @Override
    public Held<String> tryLockAll(Collection<String> keys) {
      Set<String> free = new LinkedHashSet<>(keys);
      free.removeAll(taken);
      return new Free<>(free);
    }
  }

  private void work(Duration patience) {
    new LoadTurns<>(others, patience, new Durations())
        .each(KEYS, keys -> works.add(Set.copyOf(keys)), key -> false);
  }

  @Test
  void each_allFree_worksOnAllAtOnce() {
    work(Duration.ofHours(1));

    assertThat(works).containsExactly(Set.copyOf(KEYS));
    assertThat(others.waits).isEmpty();
  }

  @Test
  void each_someTaken_worksOnTheFreeFirstAndThenInTurn() {
    others.taken.addAll(List.of("b", "c"));
    others.yield = true;

    work(Duration.ofHours(1));

    assertThat(works).containsExactly(Set.of("a", "d"), Set.of("b"), Set.of("c"));
  }

  @Test
  void each_waitInVain_worksOnAllThatIsLeftAtOnce() {
    others.taken.addAll(List.of("b", "c"));

    work(Duration.ofHours(1));

    assertThat(works).containsExactly(Set.of("a", "d"), Set.of("b", "c"));
    assertThat(others.waits).hasSize(1);
  }

  @Test
  void each_patienceUsedUp_waitsForNobody() {
    others.taken.addAll(KEYS);

    work(Duration.ofNanos(-1));

    assertThat(works).containsExactly(Set.copyOf(KEYS));
    assertThat(others.waits).isEmpty();
  }

  @Test
  void each_enoughInVain_isNotWorkedOn() {
    others.taken.addAll(List.of("b", "c"));

    new LoadTurns<>(others, Duration.ofHours(1), new Durations())
        .each(KEYS, keys -> works.add(Set.copyOf(keys)), "b"::equals);

    assertThat(works).containsExactly(Set.of("a", "d"), Set.of("c"));
  }
}
