package org.entresol.store.tiered;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.entresol.store.tiered.Prolonger.Prolonged;
import org.entresol.tier.TierException;
import org.entresol.time.FakeClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ProlongerTest {

  private final FakeClock clock = new FakeClock();
  private final List<String> prolonged = new ArrayList<>();
  private final Set<String> failing = new HashSet<>();
  private final Prolonger prolonger = new Prolonger(Duration.ofSeconds(30), clock);

  /** Something held, found by its name. */
  private final class Held implements Prolonged {
    private final String name;

    Held(String name) {
      this.name = name;
    }

    @Override
    public void prolong() {
      prolonged.add(name);
      if (failing.contains(name)) {
        throw new TierException("away", null, true);
      }
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Held held && held.name.equals(name);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }

  private List<String> tickAfter(int seconds) {
    prolonged.clear();
    clock.advance(Duration.ofSeconds(seconds));
    prolonger.tick();
    return prolonged;
  }

  @Test
  void tick_thirdUsedUp_prolongsOnceUntilTheNextThird() {
    prolonger.add(new Held("a"));

    assertThat(tickAfter(10)).isEmpty();
    assertThat(tickAfter(1)).containsExactly("a");
    assertThat(tickAfter(10)).isEmpty();
    assertThat(tickAfter(1)).containsExactly("a");
  }

  @Test
  void tick_givenBack_isForgotten() {
    prolonger.add(new Held("a"));
    prolonger.remove(new Held("a"));

    assertThat(tickAfter(20)).isEmpty();
  }

  @Test
  void tick_oneFails_prolongsTheOthersAndTriesThatOneAgain() {
    List.of("a", "b", "c").forEach(name -> prolonger.add(new Held(name)));
    failing.addAll(Set.of("a", "b"));

    assertThat(tickAfter(11)).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(tickAfter(1)).containsExactlyInAnyOrder("a", "b");
  }
}
