package org.entresol.tier;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What recalls leave of entries. */
@Tag("unit")
class RecallFloorsTest {

  private static final long[] RED = {1};
  private static final long[] BLUE = {2};
  private static final long[] BOTH = {1, 2};

  private final RecallFloors floors = new RecallFloors();

  private static Stored entry(long sequence, long expires, long... tags) {
    return new Stored(
        new Version(sequence, 1), 0, expires, 0, Content.of(tags, new byte[] {'x'}, 0));
  }

  private long endOf(Stored entry) {
    return requireNonNull(floors.inForce(entry)).expires();
  }

  @Test
  void inForce_expired_endsWithTheRecall() {
    floors.expire(RED, 10, 500);
    assertThat(endOf(entry(9, 0, BOTH))).isEqualTo(500);
    assertThat(endOf(entry(9, 600, BOTH))).isEqualTo(500);
    assertThat(endOf(entry(10, 0, BOTH))).isZero();
    assertThat(endOf(entry(9, 0, BLUE))).isZero();
  }

  @Test
  void inForce_ownEndWasEarlier_endsThen() {
    floors.expire(RED, 10, 500);
    assertThat(endOf(entry(9, 400, RED))).isEqualTo(400);
  }

  @Test
  void inForce_expiredSeveralTimes_endsWithTheFirst() {
    floors.expire(RED, 10, 500);
    floors.expire(BLUE, 11, 600);
    assertThat(endOf(entry(9, 0, BOTH))).isEqualTo(500);
    assertThat(endOf(entry(10, 0, BOTH))).isEqualTo(600);
    floors.expire(RED, 12, 700);
    floors.expire(RED, 14, 800);
    assertThat(endOf(entry(9, 0, RED))).isEqualTo(500);
    assertThat(endOf(entry(10, 0, RED))).isEqualTo(700);
    assertThat(endOf(entry(12, 0, RED))).isEqualTo(800);
    assertThat(endOf(entry(14, 0, RED))).isZero();
  }

  /** As two threads of a node do that read at once what was recalled. */
  @Test
  void expire_toldOnceMore_changesNothing() {
    for (int told = 0; told < 3; told++) {
      floors.expire(RED, 10, 500);
      floors.expire(RED, 20, 600);
      floors.expire(RED, 30, 700);

      assertThat(endOf(entry(9, 0, RED))).as("first, %d", told).isEqualTo(500);
      assertThat(endOf(entry(10, 0, RED))).as("second, %d", told).isEqualTo(600);
      assertThat(endOf(entry(20, 0, RED))).as("third, %d", told).isEqualTo(700);
      assertThat(endOf(entry(30, 0, RED))).as("later, %d", told).isZero();
    }
  }

  @Test
  void expire_olderToldLater_countsForOlderEntries() {
    floors.expire(RED, 40, 800);
    floors.expire(RED, 10, 500);
    floors.expire(RED, 30, 700);
    floors.expire(RED, 20, 600);
    assertThat(endOf(entry(9, 0, RED))).isEqualTo(500);
    assertThat(endOf(entry(19, 0, RED))).isEqualTo(500);
    assertThat(endOf(entry(20, 0, RED))).isEqualTo(700);
    assertThat(endOf(entry(30, 0, RED))).isEqualTo(800);
  }

  @Test
  void expire_moreOftenThanIsToldApart_endsTheOldestWithTheFirst() {
    for (int i = 1; i <= 9; i++) {
      floors.expire(RED, 10L * i, 1000L * i);
    }
    assertThat(endOf(entry(9, 0, RED))).isEqualTo(1000);
    assertThat(endOf(entry(69, 0, RED))).isEqualTo(1000);
    assertThat(endOf(entry(70, 0, RED))).isEqualTo(8000);
    assertThat(endOf(entry(80, 0, RED))).isEqualTo(9000);
  }

  /** Where entries may be of use for 100: each is for 50 at least, and never for more than 100. */
  @Test
  void expire_againAndAgain_leavesHalfTheTimeAtLeastAndNoMoreThanAll() {
    long grace = 100;
    for (int step : new int[] {1, 7, 20, 30, 49, 50, 51, 99, 100, 130}) {
      RecallFloors often = new RecallFloors();
      for (int i = 1; i <= 40; i++) {
        long now = 1000L + (long) i * step;
        often.expire(RED, 10L * i, now, grace / 2);
        for (int stored = 0; stored < i; stored++) {
          long first = 1000L + (stored + 1L) * step;
          long end = often.endOf(RED, 10L * stored);
          assertThat(end).as("%d after %d by %d", stored, i, step).isLessThanOrEqualTo(first);
          assertThat(end + grace)
              .as("%d after %d by %d", stored, i, step)
              .satisfiesAnyOf(
                  usable -> assertThat(usable).isGreaterThanOrEqualTo(first + grace / 2),
                  usable -> assertThat(now).isGreaterThanOrEqualTo(first + grace / 2));
        }
      }
    }
  }

  @Test
  void inForce_droppedAndExpired_isGone() {
    floors.expire(RED, 10, 500);
    floors.raise(BLUE, 11);
    assertThat(floors.inForce(entry(9, 0, BOTH))).isNull();
    assertThat(floors.inForce(entry(10, 0, BOTH))).isNull();
    assertThat(endOf(entry(9, 0, RED))).isEqualTo(500);
  }

  @Test
  void areRecalled_expired_isSo() {
    floors.expire(RED, 10, 500);
    assertThat(floors.areRecalled(RED, 9)).isTrue();
    assertThat(floors.areRecalled(RED, 10)).isFalse();
  }

  @Test
  void expire_moreThanAreRemembered_dropsThemAll() {
    floors.expire(RED, 10, 500);
    floors.expire(LongStream.range(100, 100 + RecallFloors.MOST).toArray(), 11, 600);
    assertThat(floors.size()).isLessThanOrEqualTo(RecallFloors.MOST);
    assertThat(floors.inForce(entry(9, 0, RED))).isNull();
    assertThat(floors.inForce(entry(10, 0, BLUE))).isNull();
    assertThat(endOf(entry(11, 0, RED))).isZero();
  }

  @Test
  void recall_manyMoreThanAreRemembered_forgetsTheOldest() {
    RecallFloors few = new RecallFloors(8);
    for (int i = 1; i <= 1000; i++) {
      if (i % 2 == 0) {
        few.raise(new long[] {100 + i}, i);
      } else {
        few.expire(new long[] {100 + i}, i, i);
      }
      assertThat(few.size()).isBetween(1, 8);
    }
    assertThat(few.areRecalled(new long[] {1100}, 999)).isTrue();
    assertThat(few.areRecalled(RED, 999)).isFalse();
    assertThat(few.areRecalled(RED, 996)).isFalse();
    assertThat(few.areRecalled(new long[] {101}, 0)).isTrue();
    assertThat(few.areRecalled(RED, 990)).isTrue();
  }

  @Test
  void forget_expired_countsAsGone() {
    floors.expire(RED, 10, 500);
    floors.expire(BLUE, 12, 600);
    floors.forget(11);
    assertThat(floors.size()).isEqualTo(1);
    assertThat(floors.inForce(entry(9, 0, RED))).isNull();
    assertThat(endOf(entry(11, 0, BLUE))).isEqualTo(600);
  }

  @Test
  void copy_expired_knowsIt() {
    floors.expire(RED, 10, 500);
    RecallFloors copy = floors.copy();
    floors.raise(RED, 11);
    assertThat(requireNonNull(copy.inForce(entry(9, 0, RED))).expires()).isEqualTo(500);
  }
}
