package org.entresol.store.near;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.entresol.tier.Version;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What may be served after the changes that somebody else knows of. */
@Tag("unit")
final class ReachedTest {
  private static final int P = 1;
  private static final int HASH = 12_345;

  private final HeardCoherence coherence = new HeardCoherence("c", 4);

  @BeforeEach
  void beginAtTen() {
    coherence.meet(P, 10);
  }

  private TieredEntry<String> entry(long validAt) {
    Sighting seen =
        new Sighting(new Version(validAt, 7), P, validAt, coherence.generation(P), false);
    return new TieredEntry<>("value", null, 1, null, null, seen);
  }

  private static long[] sequences(long ofP) {
    return new long[] {0, ofP, 0, 0};
  }

  private boolean hasReached(long sequence) {
    return coherence.awaitReached(sequences(sequence), Duration.ZERO);
  }

  @Test
  void reach_changeThatWasNotHeard_dropsWhatWasReadBeforeOnce() {
    TieredEntry<String> before = entry(10);
    assertThat(hasReached(11)).isFalse();

    coherence.reach(P, 11);
    TieredEntry<String> after = entry(11);
    coherence.reach(P, 11);
    coherence.reach(P, 10);

    assertThat(hasReached(11)).isTrue();
    assertThat(hasReached(12)).isFalse();
    assertThat(coherence.isCurrent(before)).isFalse();
    assertThat(coherence.isCurrent(after)).isTrue();
  }

  @Test
  void reach_whatAReplicaGivesThatIsBehind_isNotAdmitted() {
    coherence.reach(P, 11);

    assertThat(coherence.admits(entry(10), HASH)).isFalse();
    assertThat(coherence.admits(entry(11), HASH)).isTrue();
  }

  @Test
  void reach_changeThatWasHeard_dropsNothing() {
    coherence.hear(P, 11);
    coherence.raise(P, HASH, 11);
    TieredEntry<String> near = entry(11);

    coherence.reach(P, 11);

    assertThat(coherence.isCurrent(near)).isTrue();
  }

  @Test
  void reach_inAHistoryThatIsNoMore_countsNoLonger() {
    coherence.reach(P, 20);

    coherence.compare(coherence.heard(), sequences(5));

    assertThat(hasReached(5)).isTrue();
    assertThat(hasReached(6)).isFalse();
  }
}
