package org.entresol.tier.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.entresol.tier.ByteTier;
import org.entresol.tier.DiskBound;
import org.entresol.tier.Durability;
import org.entresol.tier.Volume;
import org.entresol.time.Clock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Files that are missing, damaged or nobody's. */
@Tag("unit")
class LostValuesTest extends OneShard {

  // ---- what is lost

  private void lose(Path file, boolean damaged) throws IOException {
    if (damaged) {
      byte[] bytes = Files.readAllBytes(file);
      bytes[100]++;
      Files.write(file, bytes);
    } else {
      Files.delete(file);
    }
  }

  @Test
  void read_fileThatIsGone_isACountedMissAndTheRowGoes() throws IOException {
    open();
    put(payload(Beside.LARGE, 1));
    lose(onlyFile(), false);

    assertThat(tier.read(KEY).entry()).isNull();

    assertThat(figures().lostValues()).isEqualTo(1);
    assertThat(number("SELECT count(*) FROM entry")).isZero();
    assertThat(tier.attempt(write(KEY, payload(10, 3)).ifVersion(null)).stored()).isTrue();
    assertThat(figures().lostValues()).isEqualTo(1);
  }

  @Test
  void read_fileThatIsDamaged_isACountedMissAndTheRowGoes() throws IOException {
    open();
    put(payload(Beside.LARGE, 1));
    lose(onlyFile(), true);

    assertThat(tier.read(KEY).entry()).isNull();

    assertThat(figures().lostValues()).isEqualTo(1);
    assertThat(number("SELECT count(*) FROM entry")).isZero();
    assertThat(beside()).isEmpty();
  }

  @Test
  void read_fileThatIsCutShort_isACountedMiss() throws IOException {
    open();
    put(payload(Beside.LARGE, 1));
    Files.write(onlyFile(), new byte[5]);

    assertThat(tier.read(KEY).entry()).isNull();

    assertThat(figures().lostValues()).isEqualTo(1);
  }

  @Test
  void putIfAbsent_fileThatIsGone_isDone() throws IOException {
    open();
    put(payload(Beside.LARGE, 1));
    lose(onlyFile(), false);

    assertThat(tier.attempt(write(KEY, payload(Beside.LARGE, 2)).ifVersion(null)).stored())
        .isTrue();

    assertThat(figures().lostValues()).isEqualTo(1);
    assertThat(read()).isEqualTo(payload(Beside.LARGE, 2));
    onlyFile();
  }

  @Test
  void put_fileThatIsGone_isACreation() throws IOException {
    open();
    put(payload(Beside.LARGE, 1));
    lose(onlyFile(), false);

    assertThat(tier.attempt(write(KEY, payload(10, 2))).found()).isFalse();

    assertThat(figures().lostValues()).isEqualTo(1);
  }

  /** A row that cannot be removed is no reason to fail. */
  @Test
  void read_fileThatIsGoneAndNoRoomToSaySo_isAMiss() throws IOException {
    open();
    put(payload(Beside.LARGE, 1));
    lose(onlyFile(), false);
    forbid("DELETE");

    assertThat(tier.read(KEY).entry()).isNull();

    assertThat(number("SELECT count(*) FROM entry")).isEqualTo(1);
  }

  /** What a row says of its file is not trusted. */
  @Test
  void read_rowThatSaysNothingOfItsFile_isAMiss() {
    open();
    put(payload(10, 1));
    int unused = shard().write("try", session -> session.run("UPDATE entry SET file = -7"));

    assertThat(tier.read(KEY).entry()).isNull();
  }

  /** Files come and go between the look at the row and that at the file. */
  @Test
  void read_besideAWriter_findsOneOfTheValuesAlways() throws InterruptedException {
    open();
    put(payload(Beside.LARGE, 0));
    DiskNode other =
        new DiskNode(
            new DiskFiles(directory(Durability.OFF, DiskBound.NONE), millis::get),
            "test",
            Clock.system());
    ByteTier reading = tier(other);
    Thread writer =
        new Thread(
            () -> {
              for (int i = 1; i <= 500; i++) {
                put(payload(Beside.LARGE, i));
              }
            });
    writer.start();
    while (writer.isAlive()) {
      byte[] found = payload(Objects.requireNonNull(reading.read(KEY).entry()));
      assertThat(found).isEqualTo(payload(Beside.LARGE, found[0]));
    }
    writer.join();

    assertThat(Objects.requireNonNull(reading.volume()).figures().lostValues()).isZero();
    onlyFile();
    other.close();
  }

  // ---- orphans

  private Path orphan(long number, long age) throws IOException {
    Path file = shard().values().path(number);
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[10]);
    Files.setLastModifiedTime(file, FileTime.fromMillis(millis.get() - age));
    return file;
  }

  @Test
  void sweep_orphanOfAKilledProcess_goesAndWhatHasARowStays() throws IOException {
    open();
    put(payload(Beside.LARGE, 1));
    Path named = onlyFile();
    Files.setLastModifiedTime(named, FileTime.fromMillis(millis.get() - 2 * Orphans.GRACE_MILLIS));
    Path old = orphan(0x123456789abcdefL, 2 * Orphans.GRACE_MILLIS);
    Path young = orphan(0x223456789abcdefL, Orphans.GRACE_MILLIS / 2);
    Path strange = Files.writeString(old.resolveSibling("notes.txt"), "x");
    Files.setLastModifiedTime(strange, FileTime.fromMillis(0));

    Orphans orphans = new Orphans();
    for (int pass = 0; pass < 100; pass++) {
      orphans.sweep(shard(), millis.get());
    }

    assertThat(old).doesNotExist();
    assertThat(young).exists();
    assertThat(named).exists();
    assertThat(strange).exists();
    millis.addAndGet(Orphans.PAUSE_MILLIS);
    for (int pass = 0; pass < 100; pass++) {
      orphans.sweep(shard(), millis.get());
    }
    assertThat(young).doesNotExist();
    assertThat(read()).isEqualTo(payload(Beside.LARGE, 1));
  }

  @Test
  void check_missingDamagedAndOrphanedFiles_areFound() throws IOException {
    open();
    put(payload(Beside.LARGE, 1));
    assertThat(volume().check()).isEmpty();
    Path file = onlyFile();
    Volume volume = unattended();
    Path orphan = orphan(0x123456789abcdefL, 2 * Orphans.GRACE_MILLIS);
    lose(file, true);

    assertThat(volume.check())
        .hasSize(2)
        .anyMatch(found -> found.contains(file + " of an entry is missing or damaged"))
        .anyMatch(found -> found.contains(orphan + " has no entry"));
    Files.delete(file);
    assertThat(volume.check())
        .anyMatch(found -> found.contains(file + " of an entry is missing or damaged"));

    volume.compact();

    assertThat(orphan).doesNotExist();
  }

  @Test
  void setAside_damagedFile_takesTheFilesBesideAlong() throws IOException {
    open();
    put(payload(Beside.LARGE, 1));
    node.close();
    Files.write(folder.resolve("entresol-0.1.db"), new byte[8192]);

    open();

    assertThat(folder.relativize(onlyFile()).toString())
        .startsWith("entresol-0.1.db-values.damaged-");
    assertThat(tier.read(KEY).entry()).isNull();
  }
}
