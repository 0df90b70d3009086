package org.entresol.store.near;

import static org.assertj.core.api.Assertions.assertThat;

import org.entresol.store.Entry;
import org.entresol.tier.Version;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a node knows of more recalls than it remembers. */
@Tag("unit")
class ManyRecallsTest {

  private static final int MANY = 20_000;

  /** More than are remembered of one of 16 partitions. */
  private static final int SOME = 2_000;

  private final HeardCoherence coherence = new HeardCoherence("c", 16);

  private static TieredEntry<String> tagged(long tag, long validAt) {
    return TieredEntry.of(
        "value",
        null,
        1,
        null,
        new long[] {tag},
        new Sighting(new Version(validAt, 7), 1, validAt, 0, false),
        Entry.ETERNAL);
  }

  @Test
  void isCurrent_recalledLongAgo_isFalse() {
    TieredEntry<String> recalled = tagged(1, 10);
    for (int i = 0; i < MANY; i++) {
      coherence.recall(1, 11 + i, new long[] {1 + i});
    }
    assertThat(coherence.isCurrent(recalled)).isFalse();
  }

  @Test
  void isCurrent_usedAllTheTime_isTrueUntilItsTagIsRecalled() {
    TieredEntry<String> used = tagged(1, 10);
    for (int i = 0; i < MANY; i++) {
      coherence.recall(1, 11 + i, new long[] {2 + i});
      assertThat(coherence.isCurrent(used)).as("after %d recalls", i).isTrue();
    }
    coherence.recall(1, 11 + MANY, new long[] {1});
    assertThat(coherence.isCurrent(used)).isFalse();
  }

  @Test
  void isCurrent_unusedForLong_isTakenForRecalled() {
    TieredEntry<String> unused = tagged(1, 10);
    TieredEntry<String> young = tagged(1, 10 + SOME);
    for (int i = 0; i < SOME + 100; i++) {
      coherence.recall(1, 11 + i, new long[] {2 + i});
    }
    assertThat(coherence.isCurrent(unused)).isFalse();
    assertThat(coherence.isCurrent(young)).isTrue();
  }
}
