package org.entresol.store.near;

import static org.assertj.core.api.Assertions.assertThat;

import org.entresol.tier.Version;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What counts as lost of what is announced, and how far a node is behind. */
@Tag("unit")
final class HearingTest {
  private static final int P = 1;

  private final HeardCoherence coherence = new HeardCoherence("c", 4);

  private void tick(long sequence) {
    coherence.compare(coherence.heard(), new long[] {0, sequence, 0, 0});
  }

  @Test
  void lost_leapToAnotherHistory_isNothing() {
    coherence.meet(P, 10);
    TieredEntry<String> before =
        new TieredEntry<>(
            "value",
            null,
            1,
            null,
            null,
            new Sighting(new Version(10, 7), P, 10, coherence.generation(P), false));
    tick(10 + (1L << 40));
    assertThat(coherence.hearing(0).behind()).containsOnly(0L);
    tick(10 + (1L << 40));
    coherence.hear(P, 1L << 50);

    assertThat(coherence.hearing(0).lost()).isZero();
    assertThat(coherence.hearing(0).behind()).containsOnly(0L);
    assertThat(coherence.isCurrent(before)).isFalse();
  }

  @Test
  void lost_gapThatCanBe_isCounted() {
    coherence.meet(P, 10);

    coherence.hear(P, 14);

    assertThat(coherence.hearing(0).lost()).isEqualTo(3);
  }
}
