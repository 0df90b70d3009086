package org.entresol.tier.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.entresol.tier.Act;
import org.entresol.tier.ByteTier;
import org.entresol.tier.DiskBound;
import org.entresol.tier.Durability;
import org.entresol.tier.Eviction;
import org.entresol.tier.Lease;
import org.entresol.tier.Lifetimes;
import org.entresol.tier.Plan;
import org.entresol.tier.QueueTerms;
import org.entresol.tier.TierDirectory;
import org.entresol.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How much lies in a file, and which entries go when it would be more. */
@Tag("unit")
class RoomTest {

  private static final long BOUND = 1 << 20;
  private static final int LENGTH = 10_000;

  /** So many entries of that length fit. */
  private static final int FIT = (int) (BOUND / Room.size(6, LENGTH + 32));

  @TempDir private Path folder = Path.of("");
  private final AtomicLong millis = new AtomicLong(System.currentTimeMillis());
  private final List<DiskNode> nodes = new ArrayList<>();

  @AfterEach
  void close() {
    nodes.forEach(DiskNode::close);
  }

  private DiskFiles files(Eviction eviction) {
    return new DiskFiles(
        new Directory(
            new TierDirectory(folder, 1, Durability.OFF, new DiskBound(BOUND, eviction)),
            Duration.ofSeconds(10)),
        millis::get);
  }

  private ByteTier tier(DiskFiles files, String cache) {
    DiskNode node = new DiskNode(files, "test", Clock.system());
    nodes.add(node);
    return node.open(cache, TestNodes.options(new QueueTerms(Duration.ZERO, 1000)));
  }

  private static byte[] key(int number) {
    return "s:%04d".formatted(number).getBytes(StandardCharsets.UTF_8);
  }

  private static Plan write(int number, int length) {
    return new Plan(key(number), Act.WRITE, Act.WRITE)
        .payload(new byte[length])
        .lifetimes(Lifetimes.of(Lifetimes.ETERNAL));
  }

  private void fill(ByteTier tier, int from, int count) {
    for (int i = from; i < from + count; i++) {
      millis.addAndGet(10);
      tier.attempt(write(i, LENGTH));
    }
  }

  private static boolean isThere(ByteTier tier, int number) {
    return tier.read(key(number)).entry() != null;
  }

  private static long number(DiskFiles files, String sql) {
    return files.shards().get(0).read("look", session -> session.number(sql));
  }

  private static void write(DiskFiles files, long now) {
    Shard shard = files.shards().get(0);
    shard.ranks().write(shard, now);
  }

  @Test
  void attempt_moreThanTheBound_neverTakesMoreAndKeepsWhatWasStoredLast() {
    DiskFiles files = files(Eviction.LEAST_RECENTLY_STORED);
    ByteTier tier = tier(files, "c");

    for (int i = 0; i < 3 * FIT; i++) {
      fill(tier, i, 1);
      assertThat(number(files, "SELECT sum(size) FROM entry")).isLessThanOrEqualTo(BOUND);
    }

    assertThat(number(files, "SELECT count(*) FROM entry")).isEqualTo(FIT);
    assertThat(isThere(tier, 3 * FIT - FIT)).isTrue();
    assertThat(number(files, "SELECT sum(evicted) FROM part")).isEqualTo(2L * FIT);
    assertThat(files.shards().get(0).room().culls()).isEqualTo(2L * FIT);
  }

  @Test
  void attempt_withoutEviction_keepsAll() {
    DiskFiles files = files(Eviction.NONE);
    ByteTier tier = tier(files, "c");

    fill(tier, 0, 2 * FIT);

    assertThat(number(files, "SELECT count(*) FROM entry")).isEqualTo(2L * FIT);
  }

  @Test
  void attempt_twoProcessesAndTwoCaches_shareTheBound() {
    DiskFiles one = files(Eviction.LEAST_RECENTLY_USED);
    DiskFiles two = files(Eviction.LEAST_RECENTLY_USED);
    ByteTier first = tier(one, "c");
    ByteTier second = tier(two, "other");

    for (int i = 0; i < FIT; i++) {
      fill(first, i, 1);
      fill(second, i, 1);
      assertThat(number(one, "SELECT sum(size) FROM entry")).isLessThanOrEqualTo(BOUND);
    }
    assertThat(isThere(first, FIT - 1)).isTrue();
    assertThat(isThere(second, FIT - 1)).isTrue();
    assertThat(isThere(first, 0)).isFalse();
    assertThat(isThere(second, 0)).isFalse();
  }

  @Test
  void attempt_leastRecentlyUsed_keepsWhatWasReadAMinuteLater() {
    DiskFiles files = files(Eviction.LEAST_RECENTLY_USED);
    ByteTier tier = tier(files, "c");
    fill(tier, 0, FIT);
    millis.addAndGet(2 * Ranks.COARSE_MILLIS);
    assertThat(isThere(tier, 0)).isTrue();
    // The node writes it, too, and may be about to.
    await()
        .until(
            () -> {
              write(files, millis.get());
              return number(files, "SELECT max(rank) FROM entry") == millis.get();
            });

    fill(tier, FIT, 5);

    assertThat(isThere(tier, 0)).isTrue();
    assertThat(isThere(tier, 1)).isFalse();
  }

  @Test
  void attempt_leastRecentlyStored_doesNotLookAtUses() {
    DiskFiles files = files(Eviction.LEAST_RECENTLY_STORED);
    ByteTier tier = tier(files, "c");
    fill(tier, 0, FIT);
    millis.addAndGet(2 * Ranks.COARSE_MILLIS);
    assertThat(isThere(tier, 0)).isTrue();
    write(files, millis.get());

    fill(tier, FIT, 1);

    assertThat(isThere(tier, 0)).isFalse();
  }

  @Test
  void attempt_leastFrequentlyUsed_keepsWhatWasReadOftenAndWhatComesNow() {
    DiskFiles files = files(Eviction.LEAST_FREQUENTLY_USED);
    ByteTier tier = tier(files, "c");
    fill(tier, 0, FIT);
    for (int i = 0; i < FIT; i++) {
      for (int times = 0; times < (i == 7 ? 1 : 3); times++) {
        assertThat(isThere(tier, i)).isTrue();
      }
    }
    long written = FIT + 3L * (FIT - 1) + 1;
    // The node writes some of them, too.
    await()
        .until(
            () -> {
              write(files, millis.addAndGet(Ranks.COARSE_MILLIS));
              return number(files, "SELECT sum(rank) FROM entry") == written;
            });

    fill(tier, FIT, 1);

    assertThat(isThere(tier, 7)).isFalse();
    assertThat(isThere(tier, FIT)).isTrue();
    assertThat(number(files, "SELECT count(*) FROM entry")).isEqualTo(FIT);
  }

  /** Their ranks would be above any number of uses. */
  @Test
  void open_countingAfterTimes_beginsAllAnew() {
    fill(tier(files(Eviction.LEAST_RECENTLY_USED), "c"), 0, 3);

    DiskFiles files = files(Eviction.LEAST_FREQUENTLY_USED);

    assertThat(number(files, "SELECT sum(rank) FROM entry")).isEqualTo(3);
    files.close();
  }

  @Test
  void others_anotherProcessRanksOtherwise_isTold() {
    Shard first = files(Eviction.LEAST_RECENTLY_USED).shards().get(0);
    assertThat(first.ranks().others(first)).isNull();

    files(Eviction.LEAST_FREQUENTLY_USED).close();

    assertThat(first.ranks().others(first)).isEqualTo("LEAST_FREQUENTLY_USED");
    first.close();
  }

  @Test
  void read_soonAfterTheStoring_isNoWriteNorAnotherStoringOneOfTheRank() {
    DiskFiles files = files(Eviction.LEAST_RECENTLY_USED);
    ByteTier tier = tier(files, "c");
    fill(tier, 0, 1);
    long rank = number(files, "SELECT rank FROM entry");
    millis.addAndGet(Ranks.COARSE_MILLIS / 2);

    assertThat(isThere(tier, 0)).isTrue();
    write(files, millis.get());
    tier.attempt(write(0, LENGTH));

    assertThat(number(files, "SELECT rank FROM entry")).isEqualTo(rank);
    millis.addAndGet(Ranks.COARSE_MILLIS);
    tier.attempt(write(0, LENGTH));
    assertThat(number(files, "SELECT rank FROM entry")).isEqualTo(millis.get());
  }

  @Test
  void attempt_full_letsGoOfWhatHasExpiredFirst() {
    DiskFiles files = files(Eviction.LEAST_RECENTLY_USED);
    ByteTier tier = tier(files, "c");
    fill(tier, 0, FIT - 5);
    for (int i = FIT - 5; i < FIT; i++) {
      tier.attempt(write(i, LENGTH).lifetimes(Lifetimes.of(1000)));
    }
    millis.addAndGet(2000);

    fill(tier, FIT, 5);

    assertThat(isThere(tier, 0)).isTrue();
    assertThat(number(files, "SELECT sum(evicted) FROM part")).isZero();
  }

  @Test
  void attempt_full_neverTouchesWhatIsHeldNorWritesThatArePending() {
    DiskFiles files = files(Eviction.LEAST_RECENTLY_STORED);
    ByteTier tier = tier(files, "c");
    tier.attempt(write(0, LENGTH));
    tier.attempt(write(1, LENGTH).writtenBehind());
    tier.lease(List.of(key(0)), new Lease(5), Duration.ofHours(1));
    tier.leaveTickets(List.of(key(1)), List.of(9L), Duration.ofHours(1));

    fill(tier, 2, 2 * FIT);

    assertThat(isThere(tier, 0)).isTrue();
    assertThat(isThere(tier, 1)).isFalse();
    assertThat(number(files, "SELECT count(*) FROM pending")).isEqualTo(1);
    assertThat(number(files, "SELECT count(*) FROM lease")).isEqualTo(1);
    assertThat(number(files, "SELECT count(*) FROM ticket")).isEqualTo(1);
    assertThat(number(files, "SELECT count(*) FROM cache")).isEqualTo(1);
  }

  /** One large entry comes in the place of many small ones, which take longer than one step may. */
  @Test
  void keep_moreThanOneStepLetsGoOf_isWithinTheBoundThen() {
    DiskFiles files = files(Eviction.LEAST_RECENTLY_STORED);
    ByteTier tier = tier(files, "c");
    int small = 8000;
    tier.attemptAll(IntStream.range(0, small).mapToObj(i -> write(i, 10)).toList());
    millis.addAndGet(10);
    tier.attempt(write(small, (int) BOUND * 9 / 10));

    Shard shard = files.shards().get(0);
    for (int pass = 0; pass < 100 && number(files, "SELECT sum(bytes) FROM part") > BOUND; pass++) {
      shard.room().keep(shard, millis.get());
    }

    assertThat(number(files, "SELECT sum(size) FROM entry")).isLessThanOrEqualTo(BOUND);
    assertThat(isThere(tier, small)).isTrue();
  }

  @Test
  void attempt_entryLargerThanTheBound_isLetGoOfAndNoOther() {
    DiskFiles files = files(Eviction.LEAST_RECENTLY_USED);
    ByteTier tier = tier(files, "c");
    fill(tier, 0, 10);

    boolean stored = tier.attempt(write(5, (int) BOUND)).stored();

    assertThat(stored).isTrue();
    assertThat(isThere(tier, 5)).isFalse();
    assertThat(number(files, "SELECT count(*) FROM entry")).isEqualTo(9);
    assertThat(number(files, "SELECT sum(evicted) FROM part")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Act.class)
  void counts_afterAllThatChangesRows_agreeWithThem(Act act) {
    DiskFiles files = files(Eviction.LEAST_RECENTLY_USED);
    ByteTier tier = tier(files, "c");
    fill(tier, 0, 20);

    tier.attempt(
        new Plan(key(3), act, act)
            .payload(new byte[3 * LENGTH])
            .lifetimes(Lifetimes.of(Lifetimes.ETERNAL)));
    tier.clear();
    fill(tier, 10, 20);
    TestNodes.sweep(files.shards().get(0), millis.get());

    assertThat(number(files, "SELECT sum(entries) FROM part"))
        .isEqualTo(number(files, "SELECT count(*) FROM entry"))
        .isEqualTo(20);
    assertThat(number(files, "SELECT sum(bytes) FROM part"))
        .isEqualTo(number(files, "SELECT sum(size) FROM entry"));
  }

  @Test
  void shrink_mostIsGone_givesTheRoomBack() {
    DiskFiles files = files(Eviction.NONE);
    ByteTier tier = tier(files, "c");
    fill(tier, 0, 1000);
    long before = number(files, "PRAGMA page_count");
    tier.clear();
    Shard shard = files.shards().get(0);
    for (int pass = 0; pass < 100 && number(files, "SELECT count(*) FROM entry") > 0; pass++) {
      Sweep.of(shard, millis.get());
    }

    for (int pass = 0; pass < 100 && number(files, "PRAGMA freelist_count") > 300; pass++) {
      Sweep.shrink(shard);
    }

    assertThat(number(files, "PRAGMA page_count")).isLessThan(before / 5);
  }
}
