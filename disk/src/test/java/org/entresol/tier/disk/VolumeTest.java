package org.entresol.tier.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.entresol.tier.Act;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Lifetimes;
import org.entresol.tier.Plan;
import org.entresol.tier.QueueTerms;
import org.entresol.tier.Volume;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;

/** What is told of the files, and done to them, by who looks after them. */
@Tag("unit")
class VolumeTest {

  /** The first pages say what the file is; those behind hold the tables. */
  private static final int HEAD = 20 * 4096;

  @TempDir private Path folder = Path.of("");
  private TestNodes nodes;
  private ByteTier tier;

  @BeforeEach
  void open() {
    nodes = new TestNodes(folder);
    tier = nodes.open("one", "c", QueueTerms.NONE);
    for (int i = 0; i < 200; i++) {
      tier.attempt(write(i));
    }
  }

  @AfterEach
  void close() {
    nodes.close();
  }

  private static Plan write(int number) {
    return new Plan(("i:" + number).getBytes(StandardCharsets.UTF_8), Act.WRITE, Act.WRITE)
        .payload(new byte[5000])
        .lifetimes(Lifetimes.of(Lifetimes.ETERNAL));
  }

  private Volume volume() {
    return Objects.requireNonNull(tier.volume());
  }

  private void inAll(String sql) {
    for (Shard shard : nodes.filesOf("one").shards()) {
      int unused = shard.write("try", session -> session.run(sql));
    }
  }

  @Test
  void figures_ofOneCache_areItsEntriesAndAllBytes() {
    ByteTier other = nodes.open("one", "other", QueueTerms.NONE);
    other.attempt(write(1));

    assertThat(volume().figures().entries()).isEqualTo(200);
    assertThat(Objects.requireNonNull(other.volume()).figures().entries()).isEqualTo(1);
    assertThat(volume().figures().bytes()).isGreaterThan(200 * 5000);
    assertThat(volume().figures().evictions()).isZero();
  }

  @Test
  void check_soundFiles_findsNothing() {
    assertThat(volume().check()).isEmpty();
  }

  @Test
  void check_lostCounts_areFoundAndCompactMendsThem() {
    inAll("UPDATE part SET bytes = bytes + 1");
    inAll("DELETE FROM part WHERE part = (SELECT min(part) FROM part)");

    List<String> findings = volume().check();

    assertThat(findings).hasSize(16).allMatch(found -> found.contains("counted as"));
    volume().compact();
    assertThat(volume().check()).isEmpty();
    assertThat(volume().figures().entries()).isEqualTo(200);
    assertThat(tier.read("i:1".getBytes(StandardCharsets.UTF_8)).entry()).isNotNull();
  }

  @Test
  void check_entriesOfNoCache_areFound() {
    inAll("INSERT INTO part (part, sequence) VALUES (7, 1)");
    inAll(
        "INSERT INTO entry (part, key, gone, size, rank, data) VALUES (7, x'01', NULL, 9, 0, x'')");

    assertThat(volume().check())
        .hasSize(4)
        .allMatch(found -> found.endsWith("part 7: entries of a cache that has no record"));
  }

  @Test
  void check_damagedFile_isAFinding() throws IOException {
    nodes.close();
    Path file = folder.resolve("entresol-0.1.db");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[(int) channel.size() - HEAD]), HEAD);
    }

    try (DiskFiles files = TestNodes.files(TestNodes.directory(folder))) {
      assertThat(TestNodes.unattended(files).check())
          .isNotEmpty()
          .allMatch(found -> found.contains(file.toString()));
    }
  }

  @Test
  void compact_mostIsGone_leavesSmallFiles() throws IOException {
    tier.clear();
    for (Shard shard : nodes.filesOf("one").shards()) {
      TestNodes.sweep(shard, System.currentTimeMillis());
    }
    Path log = Path.of(nodes.filesOf("one").shards().get(0).file() + "-wal");

    // A log that the node reads just then stays.
    await()
        .untilAsserted(
            () -> {
              volume().compact();
              assertThat(volume().figures().bytes()).isLessThan(4 * 40 * 4096L);
              assertThat(Files.size(log)).isZero();
            });
    tier.attempt(write(1));
    assertThat(volume().check()).isEmpty();
  }

  /** Who waits for a reader to cut the log off would keep all writers waiting. */
  @Test
  void compact_somebodyReads_doesNotWaitForThem() throws SQLException {
    Path file = nodes.filesOf("one").shards().get(0).file();
    try (Connection reader = new SQLiteConfig().createConnection("jdbc:sqlite:" + file);
        Statement statement = reader.createStatement()) {
      statement.execute("BEGIN");
      statement.executeQuery("SELECT count(*) FROM entry").close();
      long begun = System.nanoTime();

      volume().compact();

      assertThat(System.nanoTime() - begun).isLessThan(TestNodes.PATIENCE.dividedBy(2).toNanos());
    }
  }

  /** All who may read the second file are there already, so that the check has to wait for them. */
  @Test
  void check_cacheMadeMeanwhile_isNoFinding() throws Exception {
    Shard second = nodes.filesOf("one").shards().get(1);
    CountDownLatch inside = new CountDownLatch(16);
    CountDownLatch over = new CountDownLatch(1);
    ExecutorService readers = Executors.newFixedThreadPool(16);
    for (int i = 0; i < 16; i++) {
      readers.execute(() -> second.<Boolean>read("stay", session -> stay(inside, over)));
    }
    inside.await();
    FutureTask<List<String>> checked = new FutureTask<>(() -> volume().check());
    Thread checking = new Thread(checked);
    checking.start();
    await().until(() -> checking.getState() == Thread.State.WAITING);
    ByteTier other = nodes.open("two", "other", QueueTerms.NONE);
    for (int i = 0; i < 200; i++) {
      other.attempt(write(i));
    }
    over.countDown();

    assertThat(checked.get()).isEmpty();
    readers.shutdown();
  }

  private static boolean stay(CountDownLatch inside, CountDownLatch over) {
    inside.countDown();
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return true;
  }
}
