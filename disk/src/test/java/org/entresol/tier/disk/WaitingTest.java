package org.entresol.tier.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.entresol.tier.Act;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Lease;
import org.entresol.tier.Plan;
import org.entresol.tier.QueueTerms;
import org.entresol.tier.TierException;
import org.entresol.tier.TierOptions;
import org.entresol.time.Clock;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sqlite.SQLiteConfig;

/** How long one waits for others who have the files. */
@Tag("unit")
class WaitingTest {

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  @TempDir private Path folder = Path.of("");

  private Directory directory() {
    return new Directory(TestNodes.directory(folder), PATIENCE);
  }

  /** Nothing of the file may be read then, not even what a new connection asks for. */
  @Test
  void write_fileThatAnotherHasAlone_isWaitedForFromTheConnectionOn()
      throws SQLException, IOException {
    new DiskFiles(directory(), System::currentTimeMillis).close();
    Path file = folder.resolve("entresol-1.1.db");
    Opening opening = new Opening(file, TestNodes.directory(folder), PATIENCE);
    try (Shard shard = new Shard(1, opening, Identity.of(file));
        Connection other = new SQLiteConfig().createConnection("jdbc:sqlite:" + file);
        Statement statement = other.createStatement()) {
      statement.execute("PRAGMA locking_mode = EXCLUSIVE");
      statement.execute("BEGIN IMMEDIATE");
      long begun = System.nanoTime();

      assertThatExceptionOfType(TierException.class)
          .isThrownBy(() -> shard.write("write", session -> 0))
          .matches(TierException::isAway)
          .matches(TierException::isOutcomeKnown);
      assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(PATIENCE.toNanos());

      statement.execute("ROLLBACK");
      other.close();
      assertThat(shard.<Integer>write("write", session -> 7)).isEqualTo(7);
    }
  }

  @Test
  void alone_anotherThreadStaysInside_failsAfterThePatience() throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    Thread other =
        new Thread(
            () ->
                directory()
                    .<Boolean>alone(
                        () -> {
                          inside.countDown();
                          return await(over);
                        }));
    other.start();
    inside.await();
    try {
      assertThatExceptionOfType(TierException.class)
          .isThrownBy(() -> directory().<Integer>alone(() -> 0))
          .withMessageContaining(folder.toString())
          .matches(TierException::isAway)
          .matches(TierException::isOutcomeKnown);
    } finally {
      over.countDown();
      other.join();
    }
  }

  private static TierOptions options() {
    return TestNodes.options(QueueTerms.NONE);
  }

  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What is done to a whole cache. */
  private enum Whole {
    CLEAR,
    OUTDATE,
    RECALL;

    void to(ByteTier tier) {
      switch (this) {
        case CLEAR -> tier.clear();
        case OUTDATE -> tier.outdateAll();
        case RECALL -> {
          long[] unused = tier.recall(new long[] {1});
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Whole.class)
  void whole_laterShardsAreKept_waitsForAllOfThemOnceAndMayHaveDoneSomething(Whole whole)
      throws SQLException {
    try (DiskNode node =
            new DiskNode(
                new DiskFiles(directory(), System::currentTimeMillis), "test", Clock.system());
        Connection other = new SQLiteConfig().createConnection("jdbc:sqlite::memory:");
        Statement statement = other.createStatement()) {
      ByteTier tier = node.open("c", options());
      for (int shard = 1; shard < 4; shard++) {
        statement.execute(
            "ATTACH '" + folder.resolve("entresol-" + shard + ".1.db") + "' AS s" + shard);
      }
      statement.execute("BEGIN IMMEDIATE");
      long begun = System.nanoTime();

      assertThatExceptionOfType(TierException.class)
          .isThrownBy(() -> whole.to(tier))
          .matches(TierException::isAway)
          .matches(failure -> !failure.isOutcomeKnown());
      // As long as it takes to wait for each of the three.
      assertThat(System.nanoTime() - begun).isLessThan(PATIENCE.multipliedBy(3).toNanos());
    }
  }

  @Test
  void change_laterShardIsKept_isNotKnownToHaveDoneNothing() throws SQLException {
    try (DiskFiles files = new DiskFiles(directory(), System::currentTimeMillis);
        Connection other =
            new SQLiteConfig()
                .createConnection("jdbc:sqlite:" + folder.resolve("entresol-1.1.db"));
        Statement statement = other.createStatement()) {
      CacheFiles place = new CacheFiles(files, 1, 4);
      List<byte[]> keys =
          IntStream.range(0, 100)
              .mapToObj(i -> ("i:" + i).getBytes(StandardCharsets.UTF_8))
              .toList();
      statement.execute("BEGIN IMMEDIATE");

      assertThatExceptionOfType(TierException.class)
          .isThrownBy(() -> new Rights(place).tryLocks(keys, new Lease(1), Duration.ofSeconds(1)))
          .matches(TierException::isAway)
          .matches(failure -> !failure.isOutcomeKnown());
    }
  }

  private static final Duration LONGER = Duration.ofMillis(2400);

  /** A call for many keys. */
  private interface Bulk {
    void call(ByteTier tier, List<byte[]> keys);
  }

  private static List<Long> tickets(List<byte[]> keys) {
    return keys.stream().map(key -> 7L).toList();
  }

  private static Stream<Named<Bulk>> bulks() {
    Lease lease = new Lease(1);
    Duration length = Duration.ofSeconds(1);
    return Stream.of(
        Named.of(
            "attemptAll",
            (tier, keys) ->
                tier.attemptAll(
                    keys.stream().map(key -> new Plan(key, Act.WRITE, Act.WRITE)).toList())),
        Named.of("lease", (tier, keys) -> tier.lease(keys, lease, length)),
        Named.of("leaveTickets", (tier, keys) -> tier.leaveTickets(keys, tickets(keys), length)),
        Named.of("takeTickets", (tier, keys) -> tier.takeTickets(keys, tickets(keys))),
        Named.of("tryLocks", (tier, keys) -> tier.tryLocks(keys, lease, length)),
        Named.of("unlock", (tier, keys) -> tier.unlock(keys, lease)));
  }

  private Connection keeping(int shard) throws SQLException {
    Connection other =
        new SQLiteConfig()
            .createConnection("jdbc:sqlite:" + folder.resolve("entresol-" + shard + ".1.db"));
    try (Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
    }
    return other;
  }

  /** The first is given free when most of the time has passed, so that the next has the rest. */
  @ParameterizedTest
  @MethodSource("bulks")
  void bulk_shardsThatAreKeptOneAfterTheOther_areWaitedForOnce(Bulk bulk) throws Exception {
    Directory directory = new Directory(TestNodes.directory(folder), LONGER);
    List<byte[]> keys =
        IntStream.range(0, 100).mapToObj(i -> ("i:" + i).getBytes(StandardCharsets.UTF_8)).toList();
    try (DiskNode node =
        new DiskNode(new DiskFiles(directory, System::currentTimeMillis), "test", Clock.system())) {
      ByteTier tier = node.open("c", options());
      try (Connection first = keeping(0);
          Connection next = keeping(1)) {
        CompletableFuture<Long> freed =
            CompletableFuture.supplyAsync(
                () -> close(first),
                CompletableFuture.delayedExecutor(
                    LONGER.toMillis() * 3 / 4, TimeUnit.MILLISECONDS));

        assertThatExceptionOfType(TierException.class).isThrownBy(() -> bulk.call(tier, keys));
        long ended = System.nanoTime();

        // To wait for the next one anew takes all of it from then on.
        assertThat(ended - freed.join()).isLessThan(LONGER.toNanos() * 9 / 10);
      }
    }
  }

  /** When it was closed. */
  private static long close(Connection connection) {
    try {
      connection.close();
      return System.nanoTime();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
