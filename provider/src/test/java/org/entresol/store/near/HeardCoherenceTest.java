package org.entresol.store.near;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.entresol.tier.Version;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which near entries may be admitted and served after which news. */
@Tag("unit")
final class HeardCoherenceTest {
  private static final int P = 1;
  private static final int HASH = 12_345;
  private static final int OTHER_HASH = 54_321;

  private final HeardCoherence coherence = new HeardCoherence("c", 4);

  private TieredEntry<String> entry(int partition, long validAt) {
    return entry(partition, validAt, coherence.generation(partition));
  }

  private static TieredEntry<String> entry(int partition, long validAt, long generation) {
    return new TieredEntry<>(
        "value",
        null,
        1,
        null,
        null,
        new Sighting(new Version(validAt, 7), partition, validAt, generation, false));
  }

  private boolean admits(long validAt) {
    return coherence.admits(entry(P, validAt), HASH);
  }

  /** An announcement of that key, as the receiver takes it. */
  private void announce(int hash, long sequence) {
    coherence.hear(P, sequence);
    coherence.raise(P, hash, sequence);
  }

  private static long[] sequences(long ofP) {
    return new long[] {0, ofP, 0, 0};
  }

  private void tick(long sequence) {
    coherence.compare(coherence.heard(), sequences(sequence));
  }

  // ---- admission

  @Test
  void admits_readBeforeAnAnnouncementOfItsKey_isFalse() {
    coherence.meet(P, 10);

    announce(HASH, 11);

    assertThat(admits(10)).isFalse();
    assertThat(admits(11)).isTrue();
    assertThat(admits(12)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0})
  void admits_readWithoutASequence_isFalse(long none) {
    coherence.meet(P, none);
    assertThat(admits(none)).isFalse();
    coherence.meet(P, 10);
    assertThat(admits(10)).isTrue();
    tick(0);
    assertThat(admits(0)).isFalse();
    coherence.meet(P, 20);
    assertThat(admits(20)).isTrue();
  }

  @Test
  void admits_readBeforeAnAnnouncementOfAnotherKey_isTrue() {
    coherence.meet(P, 10);

    announce(OTHER_HASH, 11);

    assertThat(admits(10)).isTrue();
  }

  @Test
  void admits_sameHashInAnotherPartition_isTrue() {
    coherence.meet(P, 10);
    coherence.meet(2, 10);

    announce(HASH, 11);

    assertThat(coherence.admits(entry(2, 10), HASH)).isTrue();
  }

  @Test
  void admits_askedForInAnEarlierGeneration_isFalse() {
    coherence.meet(P, 10);
    TieredEntry<String> slow = entry(P, 10);

    coherence.drop(P);

    assertThat(coherence.admits(slow, HASH)).isFalse();
    assertThat(coherence.isCurrent(slow)).isFalse();
    assertThat(admits(10)).isTrue();
  }

  @Test
  void raise_lowerThanBefore_changesNothing() {
    coherence.meet(P, 10);
    coherence.raise(P, HASH, 20);

    coherence.raise(P, HASH, 15);

    assertThat(admits(19)).isFalse();
    assertThat(admits(20)).isTrue();
  }

  @Test
  void raise_anyHash_refusesFewOthers() {
    coherence.meet(P, 10);
    coherence.raise(P, HASH, 11);

    long refused =
        IntStream.range(0, 100_000)
            .map(i -> Integer.hashCode(i * 0x9E3779B9))
            .filter(hash -> !coherence.admits(entry(P, 10), hash))
            .count();

    assertThat(refused).isBetween(1L, 200L);
  }

  @Test
  void raise_manyPartitions_keepsTheirStripesApart() {
    HeardCoherence cluster = new HeardCoherence("c", 16_384);
    cluster.raise(16_383, 15, 5);
    cluster.raise(0, 0, 5);

    assertThat(cluster.admits(entry(16_383, 4, 0), 15)).isFalse();
    assertThat(cluster.admits(entry(16_383, 4, 0), 0)).isTrue();
    assertThat(cluster.admits(entry(16_382, 4, 0), 15)).isTrue();
    assertThat(cluster.admits(entry(0, 4, 0), 0)).isFalse();
    assertThat(cluster.admits(entry(1, 4, 0), 0)).isTrue();
  }

  // ---- where counting begins

  @Test
  void meet_freshPartition_beginsCountingThere() {
    coherence.meet(P, 10);
    TieredEntry<String> near = entry(P, 10);

    coherence.hear(P, 11);

    assertThat(coherence.isCurrent(near)).isTrue();
    assertThat(coherence.heard()[P]).isEqualTo(11);
  }

  @Test
  void meet_again_changesNothing() {
    coherence.meet(P, 10);

    coherence.meet(P, 20);

    assertThat(coherence.heard()[P]).isEqualTo(10);
    assertThat(admits(10)).isTrue();
  }

  @Test
  void meet_whenAnAnnouncementCameFirst_admitsNothingOlder() {
    announce(OTHER_HASH, 13);

    coherence.meet(P, 10);

    // What was announced as 11 and 12 was never heard, so a value read at 10 may be overtaken.
    assertThat(admits(10)).isFalse();
    assertThat(admits(12)).isTrue();
  }

  @Test
  void meet_newerThanAnnouncementsOnTheirWay_dropsWhenTheyCome() {
    coherence.meet(P, 12);
    TieredEntry<String> near = entry(P, 12);

    coherence.hear(P, 11);
    assertThat(coherence.isCurrent(near)).isFalse();

    TieredEntry<String> next = entry(P, 12);
    coherence.hear(P, 12);
    assertThat(coherence.isCurrent(next)).isTrue();
  }

  @Test
  void hear_firstOfAFreshPartition_isNoGap() {
    TieredEntry<String> near = entry(P, 1_700_000_000_000_000L);

    coherence.hear(P, 1_700_000_000_000_000L);

    assertThat(coherence.isCurrent(near)).isTrue();
  }

  // ---- gaps

  @Test
  void hear_nextInOrder_dropsNothing() {
    coherence.meet(P, 10);
    TieredEntry<String> near = entry(P, 10);

    coherence.hear(P, 11);
    coherence.hear(P, 12);

    assertThat(coherence.isCurrent(near)).isTrue();
  }

  @Test
  void hear_afterAGap_dropsThatPartitionAtOnce() {
    coherence.meet(P, 10);
    coherence.meet(2, 10);
    TieredEntry<String> near = entry(P, 10);
    TieredEntry<String> elsewhere = entry(2, 10);

    coherence.hear(P, 12);

    assertThat(coherence.isCurrent(near)).isFalse();
    assertThat(coherence.isCurrent(elsewhere)).isTrue();
    assertThat(admits(11)).as("a value that 12 or what was lost may have overtaken").isFalse();
    assertThat(admits(12)).isTrue();
  }

  @Test
  void hear_lowerThanBefore_dropsAndAdmitsTheNewHistory() {
    coherence.meet(P, 100);
    announce(HASH, 101);
    TieredEntry<String> near = entry(P, 101);

    coherence.hear(P, 40);

    assertThat(coherence.isCurrent(near)).isFalse();
    assertThat(admits(40)).isTrue();
  }

  // ---- the repair tick

  @Test
  void compare_inStep_dropsNothing() {
    coherence.meet(P, 10);
    TieredEntry<String> near = entry(P, 10);

    tick(10);
    tick(10);

    assertThat(coherence.isCurrent(near)).isTrue();
  }

  @Test
  void compare_aheadForOneTick_waitsForWhatIsOnItsWay() {
    coherence.meet(P, 10);
    TieredEntry<String> near = entry(P, 10);

    tick(11);
    assertThat(coherence.isCurrent(near)).isTrue();

    coherence.hear(P, 11);
    tick(11);
    assertThat(coherence.isCurrent(near)).isTrue();
  }

  @Test
  void compare_alwaysAheadByNewOnes_dropsNothing() {
    coherence.meet(P, 10);
    TieredEntry<String> near = entry(P, 10);

    for (long sequence = 11; sequence < 20; sequence++) {
      tick(sequence);
      coherence.hear(P, sequence);
    }

    assertThat(coherence.isCurrent(near)).isTrue();
  }

  @Test
  void compare_aheadForTwoTicks_dropsThatPartition() {
    coherence.meet(P, 10);
    coherence.meet(2, 10);
    TieredEntry<String> near = entry(P, 10);
    TieredEntry<String> elsewhere = entry(2, 10);

    coherence.compare(coherence.heard(), new long[] {0, 11, 10, 0});
    coherence.compare(coherence.heard(), new long[] {0, 11, 10, 0});

    assertThat(coherence.isCurrent(near)).isFalse();
    assertThat(coherence.isCurrent(elsewhere)).isTrue();
    assertThat(admits(10)).isFalse();
    assertThat(admits(11)).isTrue();
  }

  @Test
  void compare_onlyTheFirstOfTwoHeard_drops() {
    coherence.meet(P, 10);
    TieredEntry<String> near = entry(P, 10);

    tick(12);
    coherence.hear(P, 11);
    tick(12);

    assertThat(coherence.isCurrent(near)).isFalse();
  }

  @Test
  void compare_backwards_dropsAtOnceAndForgetsTheOldHistory() {
    coherence.meet(P, 100);
    announce(HASH, 101);
    TieredEntry<String> near = entry(P, 101);

    tick(40);

    assertThat(coherence.isCurrent(near)).isFalse();
    assertThat(admits(40)).isTrue();
    assertThat(admits(39)).isFalse();
  }

  @Test
  void compare_heardWhileTheAuthorityWasAsked_isNotBackwards() {
    coherence.meet(P, 10);
    TieredEntry<String> near = entry(P, 10);
    long[] before = coherence.heard();

    coherence.hear(P, 11);
    coherence.compare(before, sequences(10));

    assertThat(coherence.isCurrent(near)).isTrue();
  }

  @Test
  void compare_emptiedAuthority_dropsAndBeginsAnew() {
    coherence.meet(P, 100);
    TieredEntry<String> near = entry(P, 100);

    tick(0);
    assertThat(coherence.isCurrent(near)).isFalse();

    coherence.meet(P, 500);
    TieredEntry<String> next = entry(P, 500);
    coherence.hear(P, 501);
    assertThat(coherence.isCurrent(next)).isTrue();
  }

  // ---- the comparison after a time without hearing

  @Test
  void compareAnew_moved_dropsOnlyThatPartitionAtOnce() {
    coherence.meet(P, 10);
    coherence.meet(2, 10);
    TieredEntry<String> near = entry(P, 10);
    TieredEntry<String> elsewhere = entry(2, 10);

    coherence.compareAnew(coherence.heard(), new long[] {0, 11, 10, 0});

    assertThat(coherence.isCurrent(near)).isFalse();
    assertThat(coherence.isCurrent(elsewhere)).isTrue();
  }

  @Test
  void compareAnew_backwards_drops() {
    coherence.meet(P, 10);
    TieredEntry<String> near = entry(P, 10);

    coherence.compareAnew(coherence.heard(), sequences(9));

    assertThat(coherence.isCurrent(near)).isFalse();
  }

  @Test
  void compareAnew_freshNode_beginsWhereTheAuthorityIs() {
    coherence.compareAnew(coherence.heard(), sequences(10));

    assertThat(admits(9)).isFalse();
    assertThat(admits(10)).isTrue();
  }

  @Test
  void dropAll_severalPartitions_dropsEachEntry() {
    coherence.meet(P, 10);
    coherence.meet(2, 10);
    TieredEntry<String> near = entry(P, 10);
    TieredEntry<String> elsewhere = entry(2, 10);

    coherence.dropAll();

    assertThat(coherence.isCurrent(near)).isFalse();
    assertThat(coherence.isCurrent(elsewhere)).isFalse();
  }
}
