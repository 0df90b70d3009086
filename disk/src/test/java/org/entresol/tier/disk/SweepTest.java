package org.entresol.tier.disk;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.entresol.tier.Act;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Lease;
import org.entresol.tier.Lifetimes;
import org.entresol.tier.Plan;
import org.entresol.tier.QueueTerms;
import org.entresol.tier.Recall;
import org.entresol.tier.TierException;
import org.entresol.tier.TierOptions;
import org.entresol.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nobody sees any more, and what of it stays in the files. */
@Tag("unit")
class SweepTest {

  private static final long GRACE = 500;

  @TempDir private Path folder = Path.of("");
  private final AtomicLong millis = new AtomicLong(1_000_000_000);
  private DiskFiles files;
  private DiskNode node;
  private ByteTier tier;

  @BeforeEach
  void open() {
    files =
        new DiskFiles(
            new Directory(TestNodes.directory(folder), Duration.ofSeconds(10)), millis::get);
    node = new DiskNode(files, "test", Clock.system());
    tier =
        node.open(
            "c",
            new TierOptions(
                OptionalInt.empty(),
                OptionalInt.empty(),
                true,
                false,
                Duration.ofMillis(GRACE),
                QueueTerms.NONE,
                TierOptions.FIRST_CODEC));
  }

  @AfterEach
  void close() {
    node.close();
  }

  private void fill(int count, Lifetimes lives) {
    tier.attemptAll(
        IntStream.range(0, count)
            .mapToObj(i -> ("i:" + i).getBytes(StandardCharsets.UTF_8))
            .map(key -> new Plan(key, Act.WRITE, Act.WRITE).lifetimes(lives))
            .toList());
  }

  private long rows(String table) {
    return files.shards().stream()
        .mapToLong(
            shard ->
                shard.read("count", session -> session.number("SELECT count(*) FROM " + table)))
        .sum();
  }

  private void sweep() {
    files.shards().forEach(shard -> TestNodes.sweep(shard, millis.get()));
  }

  @Test
  void sweep_expiredAndItsGrace_leavesOnlyWhatLives() {
    fill(1000, Lifetimes.of(1000));
    fill(10, Lifetimes.of(Lifetimes.ETERNAL));
    millis.addAndGet(1200);
    sweep();
    assertThat(rows("entry")).isEqualTo(1000);

    millis.addAndGet(400);
    sweep();

    assertThat(rows("entry")).isEqualTo(10);
  }

  @Test
  void sweep_cleared_leavesOnlyWhatCameAfter() {
    fill(1000, Lifetimes.of(Lifetimes.ETERNAL));
    tier.clear();
    fill(10, Lifetimes.of(Lifetimes.ETERNAL));

    sweep();

    assertThat(rows("entry")).isEqualTo(10);
    assertThat(tier.read("i:3".getBytes(StandardCharsets.UTF_8)).entry()).isNotNull();
  }

  private void write(int from, int count, long... tags) {
    tier.attemptAll(
        IntStream.range(from, from + count)
            .mapToObj(i -> ("i:" + i).getBytes(StandardCharsets.UTF_8))
            .map(
                key ->
                    new Plan(key, Act.WRITE, Act.WRITE)
                        .tags(tags)
                        .lifetimes(Lifetimes.of(Lifetimes.ETERNAL)))
            .toList());
  }

  /** As often as a file is gone on with, until there is nothing to do. */
  private void sweepRecalls(OldRecalls recalls) {
    for (int pass = 0; pass < TestNodes.PASSES; pass++) {
      files.shards().forEach(shard -> recalls.sweep(shard, millis.get()));
    }
  }

  @Test
  void sweep_recalled_leavesWhatWasNotAndWhatCameAfter() {
    write(0, 5000, 7, 8);
    write(5000, 20, 9);
    write(5020, 20);
    tier.recall(new long[] {8, 11});
    write(0, 10, 8);

    sweepRecalls(new OldRecalls());

    assertThat(rows("entry")).isEqualTo(50);
    assertThat(rows("recall")).isZero();
    assertThat(tier.read("i:3".getBytes(StandardCharsets.UTF_8)).entry()).isNotNull();
    assertThat(tier.read("i:30".getBytes(StandardCharsets.UTF_8)).entry()).isNull();
  }

  @Test
  void sweep_expiredByTag_goesWhenItIsOfNoUseAnyMore() {
    write(0, 20, 8);
    write(20, 20, 9);
    byte[] key = "i:3".getBytes(StandardCharsets.UTF_8);
    tier.recall(new long[] {8}, Recall.EXPIRE);
    long ended = requireNonNull(tier.read(key).entry()).expires();
    OldRecalls recalls = new OldRecalls();

    millis.addAndGet(GRACE - 1);
    sweepRecalls(recalls);

    assertThat(rows("entry")).isEqualTo(40);
    assertThat(requireNonNull(tier.read(key).entry()).expires()).isEqualTo(ended);
    millis.addAndGet(OldRecalls.PAUSE_MILLIS);
    sweepRecalls(recalls);
    assertThat(rows("entry")).isEqualTo(20);
    assertThat(rows("recall")).isZero();
  }

  @Test
  void sweep_allTagsRecalledSinceThereWereTooMany_leavesWhatHasNone() {
    write(0, 20, 9);
    write(20, 20);
    inAll("INSERT INTO recall SELECT part, 0, 0, sequence + 1, 9223372036854775807, 0 FROM part");

    sweepRecalls(new OldRecalls());

    assertThat(rows("entry")).isEqualTo(20);
    assertThat(rows("recall")).isZero();
  }

  /** What such a load brings would be taken for true if the recall were forgotten. */
  @Test
  void sweep_loadBeganBeforeTheRecall_isRefusedUntilItsTicketHasEnded() {
    byte[] key = "s:a".getBytes(StandardCharsets.UTF_8);
    tier.leaveTickets(List.of(key), List.of(5L), Duration.ofMinutes(5));
    tier.recall(new long[] {8});
    OldRecalls recalls = new OldRecalls();

    sweepRecalls(recalls);

    assertThat(rows("recall")).isEqualTo(1);
    tier.attempt(
        new Plan(key, Act.LOAD, Act.LEAVE)
            .tags(new long[] {8})
            .withTicket(5)
            .lifetimes(Lifetimes.of(Lifetimes.ETERNAL)));
    assertThat(rows("entry")).isZero();
    millis.addAndGet(OldRecalls.PAUSE_MILLIS);
    sweep();
    sweepRecalls(recalls);
    assertThat(rows("recall")).isZero();
  }

  /** How many pages of the log are not home yet; who asks brings none there. */
  private static List<Long> away(Session session) throws SQLException {
    return session.all("PRAGMA wal_checkpoint(NOOP)", row -> row.getLong(2) - row.getLong(3));
  }

  @Test
  void tidy_log_isBroughtHome() {
    fill(1000, Lifetimes.of(Lifetimes.ETERNAL));
    Shard shard = files.shards().get(0);

    // Who reads just then keeps some of it there.
    await()
        .untilAsserted(
            () -> {
              Sweep.tidy(shard);
              assertThat(shard.read("count", SweepTest::away)).containsExactly(0L);
            });
  }

  @Test
  void sweep_rightsThatHaveEnded_areGone() {
    byte[] key = "s:a".getBytes(StandardCharsets.UTF_8);
    tier.lease(List.of(key), new Lease(1), Duration.ofSeconds(1));
    tier.leaveTickets(List.of(key), List.of(5L), Duration.ofSeconds(1));
    tier.tryLocks(List.of(key), new Lease(1), Duration.ofSeconds(1));
    sweep();
    assertThat(rows("lease") + rows("ticket") + rows("lock")).isEqualTo(3);

    millis.addAndGet(1000);
    sweep();

    assertThat(rows("lease") + rows("ticket") + rows("lock")).isZero();
  }

  @Test
  void destroy_cacheBesideAnother_leavesNoRowOfItAndAllOfTheOther() {
    fill(1000, Lifetimes.of(Lifetimes.ETERNAL));
    byte[] key = "s:a".getBytes(StandardCharsets.UTF_8);
    ByteTier other = node.open("other", TestNodes.options(QueueTerms.NONE));
    other.attempt(new Plan(key, Act.WRITE, Act.WRITE));

    tier.destroy();

    assertThat(rows("entry")).isEqualTo(1);
    assertThat(rows("cache")).isEqualTo(1);
    assertThat(rows("part")).isEqualTo(1);
    assertThat(other.read(key).entry()).isNotNull();
  }

  private void inAll(String statement) {
    for (Shard shard : files.shards()) {
      int unused = shard.write("try", session -> session.run(statement));
    }
  }

  @Test
  void destroy_interrupted_leavesTheRecordAndNoPendingWrite() {
    tier.attempt(
        new Plan("s:a".getBytes(StandardCharsets.UTF_8), Act.WRITE, Act.WRITE).writtenBehind());
    assertThat(rows("pending")).isEqualTo(1);
    inAll("CREATE TRIGGER stop BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'stop'); END");

    assertThatExceptionOfType(TierException.class).isThrownBy(tier::destroy);

    assertThat(rows("cache")).isEqualTo(1);
    assertThat(rows("pending")).isZero();
    inAll("DROP TRIGGER stop");
    tier.destroy();
    assertThat(rows("cache") + rows("entry") + rows("part")).isZero();
  }

  /** Once for what was there, and once for what others may have put since. */
  @Test
  void destroy_markOfTheCache_isSteppedBeforeAndAfterTheRowsGo() {
    int place = Marks.ofCache(Marks.spot(0, 0), CacheFiles.id("test:c"));
    long before = files.marks().get(place);

    tier.destroy();

    assertThat(files.marks().get(place)).isEqualTo(before + 4);
  }
}
