package org.entresol.tier.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.entresol.tier.Act;
import org.entresol.tier.DiskBound;
import org.entresol.tier.Durability;
import org.entresol.tier.Eviction;
import org.entresol.tier.Lease;
import org.entresol.tier.Lifetimes;
import org.entresol.tier.Outcome;
import org.entresol.tier.Plan;
import org.entresol.tier.Stored;
import org.entresol.tier.TierDirectory;
import org.entresol.tier.TierException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The values that lie in files beside their rows, and when the files go. */
@Tag("unit")
class LargeValuesTest extends OneShard {

  // ---- what lies where

  @ParameterizedTest
  @EnumSource
  void put_largeValue_liesInAFileOfItsOwn(Durability durability) throws IOException {
    open(durability, DiskBound.NONE);

    put(payload(Beside.LARGE, 1));

    assertThat(read()).isEqualTo(payload(Beside.LARGE, 1));
    assertThat(Files.readAllBytes(onlyFile())).isEqualTo(payload(Beside.LARGE, 1));
    assertThat(number("SELECT length(data) FROM entry")).isLessThan(100);
  }

  @Test
  void put_valueBelowTheThreshold_liesInItsRow() {
    open();

    put(payload(Beside.LARGE - 1, 1));

    assertThat(read()).isEqualTo(payload(Beside.LARGE - 1, 1));
    assertThat(beside()).isEmpty();
  }

  @Test
  void put_another_hasAnotherFileAndTheFormerGoes() {
    open();
    put(payload(Beside.LARGE, 1));
    Path first = onlyFile();

    put(payload(Beside.LARGE, 2));

    assertThat(onlyFile()).isNotEqualTo(first);
    assertThat(read()).isEqualTo(payload(Beside.LARGE, 2));
    put(payload(10, 3));
    assertThat(read()).isEqualTo(payload(10, 3));
    assertThat(beside()).isEmpty();
  }

  @Test
  void put_threadThatIsInterrupted_isDoneAndRead() {
    open(Durability.FULL, DiskBound.NONE);
    Thread.currentThread().interrupt();
    try {
      put(payload(Beside.LARGE, 1));

      assertThat(read()).isEqualTo(payload(Beside.LARGE, 1));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void touch_largeValue_keepsItsFile() {
    open();
    put(payload(Beside.LARGE, 1));
    Path file = onlyFile();

    Outcome touched =
        tier.attempt(
            new Plan(KEY, Act.LEAVE, Act.TOUCH).lifetimes(Lifetimes.of(1000)).wantingEntry(true));

    assertThat(payload(Objects.requireNonNull(touched.entry())))
        .isEqualTo(payload(Beside.LARGE, 1));
    assertThat(onlyFile()).isEqualTo(file);
    assertThat(read()).isEqualTo(payload(Beside.LARGE, 1));
    assertThat(number("SELECT count(*) FROM entry WHERE gone IS NOT NULL")).isEqualTo(1);
  }

  @Test
  void putIfAbsent_largeValueThere_isToldItAndLeavesNoFile() {
    open();
    put(payload(Beside.LARGE, 1));

    Outcome outcome =
        tier.attempt(write(KEY, payload(Beside.LARGE, 2)).ifVersion(null).wantingEntry(true));

    assertThat(outcome.stored()).isFalse();
    assertThat(payload(Objects.requireNonNull(outcome.entry())))
        .isEqualTo(payload(Beside.LARGE, 1));
    onlyFile();
  }

  @Test
  void lease_largeValue_isGivenWithIt() {
    open();
    put(payload(Beside.LARGE, 1));

    Stored held =
        Objects.requireNonNull(
                tier.lease(List.of(KEY), new Lease(1), Duration.ofSeconds(1)).get(0).found())
            .entry();

    assertThat(payload(Objects.requireNonNull(held))).isEqualTo(payload(Beside.LARGE, 1));
  }

  // ---- what goes

  @Test
  void put_stepThatFails_leavesNoFileOfIt() {
    open();
    put(payload(Beside.LARGE, 1));
    Path file = onlyFile();
    forbid("UPDATE");

    assertThatExceptionOfType(TierException.class)
        .isThrownBy(() -> tier.attempt(write(KEY, payload(Beside.LARGE, 2))));

    assertThat(onlyFile()).isEqualTo(file);
    assertThat(read()).isEqualTo(payload(Beside.LARGE, 1));
  }

  @Test
  void remove_expiryAndClear_takeTheFilesAlong() {
    open();
    put(payload(Beside.LARGE, 1));
    tier.attempt(new Plan(KEY, Act.DELETE, Act.DELETE));
    assertThat(beside()).isEmpty();

    tier.attempt(write(KEY, payload(Beside.LARGE, 1)).lifetimes(Lifetimes.of(1000)));
    onlyFile();
    millis.addAndGet(2000);
    sweep();
    assertThat(beside()).isEmpty();

    put(payload(Beside.LARGE, 1));
    tier.clear();
    sweep();
    assertThat(beside()).isEmpty();
  }

  @Test
  void destroy_largeValues_leavesNoFile() {
    open();
    for (int i = 0; i < 20; i++) {
      tier.attempt(write(("i:" + i).getBytes(StandardCharsets.UTF_8), payload(Beside.LARGE, i)));
    }
    assertThat(beside()).hasSize(20);

    tier.destroy();

    assertThat(beside()).isEmpty();
  }

  @Test
  void put_moreThanTheBound_countsFilesAndTakesThemAlong() {
    open(Durability.OFF, new DiskBound(BOUND, Eviction.LEAST_RECENTLY_STORED));
    for (int i = 0; i < 40; i++) {
      millis.addAndGet(10);
      tier.attempt(
          write("s:%03d".formatted(i).getBytes(StandardCharsets.UTF_8), payload(100_000, i)));
      assertThat(beside().stream().mapToLong(file -> file.toFile().length()).sum())
          .isLessThanOrEqualTo(BOUND);
    }

    assertThat(beside()).hasSize((int) number("SELECT count(*) FROM entry")).hasSize(10);
    assertThat(figures().evictions()).isEqualTo(30);
    assertThat(figures().bytes()).isGreaterThan(10 * 100_000);
    assertThat(tier.attempt(write(KEY, payload(2_000_000, 1))).stored()).isTrue();
    assertThat(beside()).hasSize(10);
  }

  // ---- the older format

  private void makeOlder() {
    for (String sql :
        List.of(
            "DROP INDEX entry_file",
            "DROP TRIGGER temp.entry_file_went",
            "DROP TRIGGER temp.entry_file_left",
            "ALTER TABLE entry DROP COLUMN file",
            "DROP TABLE recall",
            "CREATE TABLE recall (part INTEGER, tag INTEGER, sequence INTEGER NOT NULL,"
                + " PRIMARY KEY (part, tag)) WITHOUT ROWID",
            "INSERT INTO recall VALUES (1, 42, 7)",
            "PRAGMA user_version = 3")) {
      int unused = shard().write("make older", session -> session.run(sql));
    }
  }

  @Test
  void open_fileOfFormat3_isBroughtToThisOneWithoutItsEntries() {
    open();
    put(payload(10, 1));
    long sequence = number("SELECT max(sequence) FROM part");
    makeOlder();
    node.close();

    open();

    assertThat(tier.read(KEY).entry()).isNull();
    assertThat(number("PRAGMA user_version")).isEqualTo(6);
    assertThat(number("SELECT max(sequence) FROM part")).isGreaterThanOrEqualTo(sequence);
    assertThat(text("PRAGMA journal_mode")).isEqualTo("wal");
    put(payload(Beside.LARGE, 2));
    assertThat(read()).isEqualTo(payload(Beside.LARGE, 2));
    assertThat(volume().check()).isEmpty();
  }

  @Test
  void open_fileOfFormat4_losesItsEntriesAndTheirFilesAndNoPendingWrite() throws IOException {
    open();
    put(payload(Beside.LARGE, 1));
    Path file = onlyFile();
    for (String sql :
        List.of(
            "DROP TABLE pending",
            "CREATE TABLE pending (part INTEGER, key BLOB, nonce INTEGER NOT NULL,"
                + " deletes INTEGER NOT NULL, tries INTEGER NOT NULL, due INTEGER NOT NULL,"
                + " pauses INTEGER NOT NULL, late INTEGER NOT NULL, payload BLOB NOT NULL,"
                + " PRIMARY KEY (part, key)) WITHOUT ROWID",
            "CREATE INDEX pending_due ON pending (part, due)",
            "INSERT INTO pending VALUES (1, x'73', 1, 0, 0, 0, 0, 0, x'01')",
            "PRAGMA user_version = 4")) {
      int unused = shard().write("make older", session -> session.run(sql));
    }
    node.close();

    open();

    assertThat(tier.read(KEY).entry()).isNull();
    assertThat(number("SELECT count(*) FROM pending WHERE part = 1 AND key = x'73'")).isEqualTo(1);
    assertThat(text("SELECT sql FROM sqlite_master WHERE name = 'pending'"))
        .doesNotContain("ROWID");
    Files.setLastModifiedTime(file, FileTime.fromMillis(millis.get() - 2 * Orphans.GRACE_MILLIS));
    volume().compact();
    assertThat(file).doesNotExist();
    put(payload(Beside.LARGE, 2));
    assertThat(read()).isEqualTo(payload(Beside.LARGE, 2));
  }

  /** It could not read what this release stores. */
  @Test
  void open_fileOfFormat3ThatAnotherProcessHasOpen_isRefused() {
    open();
    put(payload(10, 1));
    makeOlder();

    assertThatExceptionOfType(TierException.class)
        .isThrownBy(
            () ->
                new DiskFiles(
                    new Directory(
                        new TierDirectory(folder, 1, Durability.OFF, DiskBound.NONE),
                        Duration.ofMillis(50)),
                    millis::get))
        .withMessage(
            folder.resolve("entresol-0.1.db")
                + " has format 3, and a process of an older release has it open; end that one first");
    assertThat(number("PRAGMA user_version")).isEqualTo(3);
  }
}
