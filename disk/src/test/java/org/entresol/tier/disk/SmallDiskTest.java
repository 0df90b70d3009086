package org.entresol.tier.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.entresol.tier.Act;
import org.entresol.tier.ByteTier;
import org.entresol.tier.DiskBound;
import org.entresol.tier.Durability;
import org.entresol.tier.Lifetimes;
import org.entresol.tier.Plan;
import org.entresol.tier.QueueTerms;
import org.entresol.tier.TierDirectory;
import org.entresol.tier.TierException;
import org.entresol.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A disk of 2 MB that is full, or not to be written to. Where the user may not mount one, SQLite is
 * told that its files must not grow, and the directory is protected.
 */
@Tag("processes")
class SmallDiskTest {

  private static final int MOST = 200;
  private static final int PAGES = 200;

  @TempDir private Path folder = Path.of("");
  private Path disk = Path.of("");
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    mounted = run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString());
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      // At once, though its marks may be mapped still.
      assertThat(run("umount", "-l", disk.toString())).isTrue();
    } else {
      Files.setPosixFilePermissions(disk, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      // There is no such program.
      return false;
    }
  }

  private DiskFiles open() {
    return new DiskFiles(
        new Directory(
            new TierDirectory(disk, 1, Durability.NORMAL, DiskBound.NONE), Duration.ofSeconds(1)),
        System::currentTimeMillis);
  }

  private static byte[] key(int number) {
    return ("i:" + number).getBytes(StandardCharsets.UTF_8);
  }

  private static Plan write(int number, int length) {
    return new Plan(key(number), Act.WRITE, Act.WRITE)
        .payload(new byte[length])
        .lifetimes(Lifetimes.of(Lifetimes.ETERNAL));
  }

  /** Stores until there is no room; how many were stored. */
  private static int fill(ByteTier tier, int length) {
    int stored = 0;
    while (stored < MOST) {
      tier.attempt(write(stored, length));
      stored++;
    }
    return stored;
  }

  /** In the rows; and, where a disk is mounted, in files of their own. */
  @ParameterizedTest
  @ValueSource(ints = {20_000, 8 * Beside.LARGE})
  void attempt_fullDisk_isRefusedWithPathAndReasonAndWorksAgainWhenThereIsRoom(int length)
      throws IOException {
    Path filler = Files.write(disk.resolve("filler"), new byte[mounted ? 500_000 : 0]);
    int size = mounted ? length : 20_000;
    try (DiskFiles files = open()) {
      DiskNode node = new DiskNode(files, "test", Clock.system());
      ByteTier tier = node.open("c", TestNodes.options(QueueTerms.NONE));
      tier.attempt(write(-1, size));
      limit(files, mounted ? 1_000_000 : PAGES);

      assertThatExceptionOfType(TierException.class)
          .isThrownBy(() -> fill(tier, size))
          .withMessageContaining(disk.toString())
          .withMessageMatching("(?s).*([Nn]o room|[Nn]o space left).*")
          .matches(TierException::isOutcomeKnown)
          .matches(failure -> !failure.isAway());

      assertThat(tier.read(key(-1)).entry()).isNotNull();
      assertThat(Objects.requireNonNull(tier.volume()).check()).isEmpty();
      assertThat(beside()).isEqualTo(rowsWithFiles(files));
      Files.delete(filler);
      limit(files, 1_000_000);
      assertThat(tier.attempt(write(-2, size)).stored()).isTrue();
      assertThat(tier.read(key(-2)).entry()).isNotNull();
      node.close();
    }
  }

  private long beside() throws IOException {
    try (Stream<Path> all = Files.walk(disk)) {
      return all.filter(file -> LargeValues.number(file) != 0).count();
    }
  }

  private static long rowsWithFiles(DiskFiles files) {
    return files
        .shards()
        .get(0)
        .read("count", session -> session.number("SELECT count(file) FROM entry"));
  }

  private static void limit(DiskFiles files, int pages) {
    for (Shard shard : files.shards()) {
      int unused = shard.write("limit", session -> session.run("PRAGMA max_page_count = " + pages));
    }
  }

  @Test
  void open_directoryThatIsNotToBeWrittenTo_isRefusedWithPathAndReason() throws Exception {
    if (mounted) {
      assertThat(run("mount", "-o", "remount,ro", disk.toString())).isTrue();
    } else {
      Files.setPosixFilePermissions(disk, PosixFilePermissions.fromString("r-x------"));
    }

    assertThatExceptionOfType(TierException.class)
        .isThrownBy(this::open)
        .withMessageStartingWith("disk.path: " + disk + " cannot be used: ")
        .withMessageContaining(mounted ? "Read-only file system" : "AccessDenied")
        .withMessageEndingWith("allowed: a directory that this user may write to");
  }
}
