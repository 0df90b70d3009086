package org.entresol.store.near;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How often announcements turn out to be lost. */
@Tag("unit")
class GapsTest {
  private static final int P = 1;

  private final HeardCoherence coherence = new HeardCoherence("c", 4);

  private static long[] sequences(long ofP) {
    return new long[] {0, ofP, 0, 0};
  }

  private void tick(long sequence) {
    coherence.compare(coherence.heard(), sequences(sequence));
  }

  @Test
  void gaps_ofWhatWasHeardInOrder_areNone() {
    coherence.compareAnew(coherence.heard(), sequences(10));
    coherence.hear(P, 11);
    coherence.hear(P, 12);
    tick(12);
    tick(12);

    assertThat(coherence.gaps()).isZero();
  }

  @Test
  void gaps_ofALostAnnouncement_areOneWhoeverFindsIt() {
    coherence.meet(P, 10);
    coherence.hear(P, 12);
    assertThat(coherence.gaps()).as("by the next").isEqualTo(1);

    tick(13);
    tick(13);
    assertThat(coherence.gaps()).as("by comparing").isEqualTo(2);

    coherence.compareAnew(coherence.heard(), sequences(20));
    assertThat(coherence.gaps()).as("by comparing after a silence").isEqualTo(3);
  }

  @Test
  void gaps_ofASequenceThatWentBack_areNone() {
    coherence.meet(P, 10);
    coherence.hear(P, 3);
    tick(1);

    assertThat(coherence.gaps()).isZero();
  }
}
