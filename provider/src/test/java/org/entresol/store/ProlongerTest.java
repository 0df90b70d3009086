package org.entresol.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.entresol.tier.TierException;
import org.entresol.time.FakeClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ProlongerTest {

  private final FakeClock clock = new FakeClock();
  private final List<String> prolonged = new ArrayList<>();
  private final Set<String> failing = new HashSet<>();
  private final Prolonger<String> prolonger =
      new Prolonger<>(Duration.ofSeconds(30), clock, this::prolong);

  private void prolong(String what) {
    prolonged.add(what);
    if (failing.contains(what)) {
      throw new TierException("away", null, true);
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
    prolonger.add("a");

    assertThat(tickAfter(10)).isEmpty();
    assertThat(tickAfter(1)).containsExactly("a");
    assertThat(tickAfter(10)).isEmpty();
    assertThat(tickAfter(1)).containsExactly("a");
  }

  @Test
  void tick_givenBack_isForgotten() {
    prolonger.add("a");
    prolonger.remove("a");

    assertThat(tickAfter(20)).isEmpty();
  }

  @Test
  void tick_oneFails_prolongsTheOthersAndTriesThatOneAgain() {
    List.of("a", "b", "c").forEach(prolonger::add);
    failing.addAll(Set.of("a", "b"));

    assertThat(tickAfter(11)).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(tickAfter(1)).containsExactlyInAnyOrder("a", "b");
  }
}
