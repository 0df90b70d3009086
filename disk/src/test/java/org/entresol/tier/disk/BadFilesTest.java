package org.entresol.tier.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.entresol.tier.Act;
import org.entresol.tier.ByteTier;
import org.entresol.tier.DiskBound;
import org.entresol.tier.Durability;
import org.entresol.tier.Plan;
import org.entresol.tier.QueueTerms;
import org.entresol.tier.TierDirectory;
import org.entresol.tier.TierException;
import org.entresol.time.Clock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteConfig;

/** What becomes of a directory that is not what it has to be. */
@Tag("unit")
class BadFilesTest {

  /** The first pages say what the file is; those behind hold the tables. */
  private static final int HEAD = 4 * 4096;

  private static final byte[] A = "s:a".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder = Path.of("");

  private DiskFiles open() {
    return TestNodes.files(TestNodes.directory(folder));
  }

  private Path firstFile() {
    return folder.resolve("entresol-0.1.db");
  }

  private void inFile(String... statements) throws SQLException {
    try (Connection connection = new SQLiteConfig().createConnection("jdbc:sqlite:" + firstFile());
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static ByteTier tier(DiskNode node) {
    return node.open("c", TestNodes.options(QueueTerms.NONE));
  }

  private static Plan write(byte[] key, int length) {
    return new Plan(key, Act.WRITE, Act.WRITE).payload(new byte[length]);
  }

  @Test
  void open_newerFormat_isRefusedAndLeftAlone() throws SQLException {
    open().close();
    inFile("PRAGMA user_version = 7");

    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(TierException.class)
          .isThrownBy(this::open)
          .withMessage(
              firstFile()
                  + " has format 7, which this release does not know; allowed: format 3 to 6, or another path");
    }
  }

  @Test
  void open_fileOfSomebodyElse_isRefused() throws SQLException {
    inFile("CREATE TABLE bills (paid INTEGER)");

    assertThatExceptionOfType(TierException.class)
        .isThrownBy(this::open)
        .withMessageContaining("that Entresol has not made; allowed: another path");
  }

  @Test
  void open_otherNumberOfShards_isRefused() {
    open().close();

    assertThatExceptionOfType(TierException.class)
        .isThrownBy(
            () -> TestNodes.files(new TierDirectory(folder, 2, Durability.NORMAL, DiskBound.NONE)))
        .withMessage(
            "disk.shards: 2 is not allowed, as the files in %s were made with 4; allowed: 4, or another path"
                .formatted(folder));
  }

  @Test
  void open_damagedFile_isSetAsideAndBegunAnew() throws IOException {
    open().close();
    Files.write(firstFile(), new byte[8192]);

    open().close();

    assertThat(names()).anyMatch(name -> name.matches("entresol-0\\.1\\.db\\.damaged-.*"));
    assertThat(names()).contains("entresol-0.2.db");
    open().close();
    assertThat(names()).doesNotContain("entresol-0.3.db");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void renew_fileFoundDamagedWhileOpen_isSetAsideAndBegunAnew() throws IOException {
    open().close();
    try (FileChannel channel = FileChannel.open(firstFile(), StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[(int) channel.size() - HEAD]), HEAD);
    }
    try (DiskFiles files = open()) {
      Shard damaged =
          files.shards().stream().filter(BadFilesTest::isDamaged).findFirst().orElseThrow();

      assertThat(files.renew()).isTrue();

      assertThat(names())
          .anyMatch(name -> name.startsWith(damaged.file().getFileName() + ".damaged-"));
      assertThat(files.shards()).noneMatch(BadFilesTest::isDamaged);
      assertThat(files.renew()).isFalse();
    }
  }

  private static boolean isDamaged(Shard shard) {
    try {
      shard.read("look", session -> session.number("SELECT count(*) FROM entry"));
      return false;
    } catch (TierException e) {
      return shard.isDamaged();
    }
  }

  @Test
  void renew_filesRemovedByHand_areMadeAnew() throws IOException {
    try (DiskFiles files = open()) {
      for (String name : names()) {
        Files.delete(folder.resolve(name));
      }

      assertThat(files.renew()).isTrue();

      assertThat(files.marks().isThere()).isTrue();
      assertThat(files.shards()).allMatch(Shard::isThere);
    }
  }

  @Test
  void renew_afterTheClose_opensNothing() throws IOException {
    DiskFiles files = open();
    files.close();
    Files.delete(firstFile());

    assertThat(files.renew()).isFalse();

    assertThat(firstFile()).doesNotExist();
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(files::history);
  }

  @Test
  void read_shardInWhosePlaceAnotherComes_isToBeAskedAgain() {
    try (DiskFiles files = open()) {
      files.shards().forEach(Shard::retire);

      assertThatExceptionOfType(TierException.class)
          .isThrownBy(files::history)
          .matches(TierException::isAway)
          .matches(TierException::isOutcomeKnown);
      assertThat(files.renew()).isTrue();
      assertThat(files.history()).isNotEmpty();
    }
  }

  /** Others may keep entries near by the marks that are there. */
  @Test
  void open_firstFileDamaged_keepsTheMarks() throws IOException {
    try (DiskFiles running = open()) {
      long id = running.marks().id();
      // Closing would bring the log home into what comes now.
      Files.delete(firstFile());
      Files.write(firstFile(), new byte[8192]);

      try (DiskFiles other = open()) {
        assertThat(other.marks().id()).isEqualTo(id);
      }
      assertThat(running.marks().isThere()).isTrue();
    }
  }

  /** Others go by the new ones, and would not see what the former ones say. */
  @Test
  void write_marksReplacedMeanwhile_isRefusedUntilTheFilesAreOpenedAnew() throws IOException {
    try (DiskFiles running = open()) {
      Files.delete(folder.resolve("entresol.marks"));
      try (DiskFiles other = open()) {
        for (Shard shard : running.shards()) {
          assertThatExceptionOfType(TierException.class)
              .isThrownBy(() -> change(shard, running.marks()))
              .matches(TierException::isAway)
              .matches(TierException::isOutcomeKnown);
          assertThat(shard.isSound()).isFalse();
        }

        assertThat(running.renew()).isTrue();

        assertThat(running.marks().id()).isEqualTo(other.marks().id());
        running.shards().forEach(shard -> change(shard, running.marks()));
      }
    }
  }

  private static void change(Shard shard, Marks marks) {
    int unused = shard.write("change", session -> 0, new Changing(marks));
  }

  @Test
  void open_pathThatIsAFile_isRefusedWithTheReason() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");

    assertThatExceptionOfType(TierException.class)
        .isThrownBy(() -> TestNodes.files(TestNodes.directory(file)))
        .withMessageStartingWith("disk.path: " + file + " cannot be used: ")
        .withMessageEndingWith("allowed: a directory that this user may write to");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nfs", "nfs4", "CIFS", "fuse.sshfs", "virtiofs", "fuse.rclone"})
  void requireLocal_networkFileSystem_isRefused(String type) {
    Directory directory = new Directory(TestNodes.directory(folder), Duration.ofSeconds(1));

    assertThatExceptionOfType(TierException.class)
        .isThrownBy(() -> directory.requireLocal(type))
        .withMessageContaining("lies on a network file system (" + type + ")");
    assertThatCode(() -> directory.requireLocal("ext4")).doesNotThrowAnyException();
  }

  /** What lies in memory has no log, as on file systems that cannot share memory. */
  @Test
  void requireLog_fileThatCanHaveNone_isRefused() throws SQLException {
    try (Session session =
        new Session(new SQLiteConfig().createConnection("jdbc:sqlite::memory:"))) {
      assertThatExceptionOfType(TierException.class)
          .isThrownBy(() -> Directory.requireLog(session, firstFile()))
          .withMessageContaining("journal_mode memory");
    }
  }

  /** A file that must not grow is a full disk to SQLite. */
  @Test
  void attempt_noRoomLeft_isRefusedAndReadsGoOnUntilThereIsRoom() {
    try (DiskFiles files = open()) {
      DiskNode node = new DiskNode(files, "test", Clock.system());
      ByteTier tier = tier(node);
      tier.attempt(write(A, 10));
      // No fewer than there are.
      files.shards().forEach(shard -> limit(shard, 1));

      assertThatExceptionOfType(TierException.class)
          .isThrownBy(() -> tier.attempt(write(A, Beside.LARGE - 1)))
          .withMessageContaining("there is no room on the disk")
          .matches(TierException::isOutcomeKnown)
          .matches(failure -> !failure.isAway());
      assertThat(tier.read(A).entry()).isNotNull();

      files.shards().forEach(shard -> limit(shard, 1_000_000));
      assertThat(tier.attempt(write(A, Beside.LARGE - 1)).stored()).isTrue();
      node.close();
    }
  }

  private static void limit(Shard shard, int pages) {
    int unused = shard.write("limit", session -> session.run("PRAGMA max_page_count = " + pages));
  }
}
