package org.entresol.tier.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers that processes share. */
@Tag("unit")
class MarksTest {

  private static final int LOOKS = 20_000_000;
  private static final int SPINS = 50;

  @TempDir private Path folder = Path.of("");

  private static void spin() {
    for (int turn = 0; turn < SPINS; turn++) {
      Thread.onSpinWait();
    }
  }

  private Marks open() throws IOException {
    return Marks.open(folder.resolve("marks"), 2);
  }

  @Test
  void begin_andEnd_isOddBetweenAndTwoMoreThen() throws IOException {
    Marks marks = open();
    long before = marks.get(7);

    long begun = marks.begin(7);

    assertThat(Marks.isOdd(before)).isFalse();
    assertThat(marks.get(7)).isEqualTo(begun).isEqualTo(before + 1);
    marks.end(7, begun);
    assertThat(marks.get(7)).isEqualTo(before + 2);
    assertThat(marks.get(8)).isEqualTo(before);
  }

  @Test
  void changes_ofAnyPlaceByAnyProcess_areCountedAsTheyBegin() throws IOException {
    Marks marks = open();
    long before = marks.changes();

    long begun = open().begin(7);

    assertThat(marks.changes()).isEqualTo(before + 1);
    marks.end(7, begun);
    assertThat(marks.changes()).isEqualTo(before + 1);
    marks.begin(8);
    assertThat(marks.changes()).isEqualTo(before + 2);
  }

  /**
   * What was read under an even mark is true as long as the number of changes, taken before that,
   * is the same: one thread changes a value, another looks for one that is not.
   */
  @Test
  void changes_areTheSame_nothingThatWasReadHasChanged() throws Exception {
    Marks marks = open();
    AtomicInteger value = new AtomicInteger();
    AtomicBoolean over = new AtomicBoolean();
    Thread writer =
        new Thread(
            () -> {
              while (!over.get()) {
                long begun = marks.begin(7);
                value.incrementAndGet();
                marks.end(7, begun);
                spin();
              }
            });
    writer.start();
    int stale = 0;
    for (int i = 0; i < LOOKS; i++) {
      long changes = marks.changes();
      long mark = marks.get(7);
      int read = value.get();
      boolean belongs = !Marks.isOdd(mark) && marks.get(7) == mark;
      int now = value.get();
      for (int turn = 0; belongs && turn < SPINS && now == read; turn++) {
        now = value.get();
      }
      if (belongs && marks.changes() == changes && now != read) {
        stale++;
      }
    }
    over.set(true);
    writer.join();

    assertThat(stale).isZero();
  }

  @Test
  void end_afterAnotherHasBegun_changesNothing() throws IOException {
    Marks marks = open();
    long before = marks.get(7);
    long mine = marks.begin(7);
    long others = open().begin(7);

    marks.end(7, mine);

    assertThat(marks.get(7)).isEqualTo(others).isEqualTo(before + 3);
  }

  @Test
  void open_again_sharesTheNumbers() throws IOException {
    Marks one = open();
    Marks two = open();

    one.end(3, one.begin(3));

    assertThat(two.get(3)).isEqualTo(one.get(3));
    assertThat(two.id()).isEqualTo(one.id());
  }

  @Test
  void open_foreignFile_isMadeAnewAboveAndNoticed() throws IOException {
    Marks one = open();
    one.end(3, one.begin(3));
    Path foreign = folder.resolve("foreign");
    Files.write(foreign, new byte[(int) Files.size(folder.resolve("marks"))]);
    Files.move(foreign, folder.resolve("marks"), StandardCopyOption.REPLACE_EXISTING);
    long made = System.currentTimeMillis();
    await().until(() -> System.currentTimeMillis() > made);

    Marks two = open();

    assertThat(two.get(3)).isGreaterThan(one.get(3));
    assertThat(two.changes()).isGreaterThan(one.changes());
    assertThat(one.isThere()).isFalse();
    assertThat(two.isThere()).isTrue();
  }

  @Test
  void open_cutFile_isMadeAnew() throws IOException {
    open();
    Files.write(folder.resolve("marks"), new byte[100]);

    assertThat(open().isThere()).isTrue();
    assertThat(Files.size(folder.resolve("marks"))).isGreaterThan(100);
  }

  /** Others of the group may share the files, if the umask says so. */
  @Test
  void open_newFile_hasTheRightsOfAnyFileAndLeavesNoOther() throws IOException {
    Path any = Files.createFile(folder.resolve("any"));
    Files.createFile(folder.resolve("marks.tmp"));

    open();

    assertThat(Files.getPosixFilePermissions(folder.resolve("marks")))
        .isEqualTo(Files.getPosixFilePermissions(any));
    assertThat(folder.resolve("marks.tmp")).doesNotExist();
  }

  @Test
  void ofCache_spots_isInTheSameShard() {
    int spot = Marks.spot(1, -1);

    assertThat(Marks.shardOf(spot)).isEqualTo(1);
    assertThat(Marks.shardOf(Marks.ofCache(spot, -1))).isEqualTo(1);
    assertThat(Marks.ofCache(spot, 0)).isGreaterThan(Marks.spot(1, Marks.SPOTS - 1));
  }
}
