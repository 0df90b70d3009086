package org.entresol.tier.disk;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The files of a directory as one process has them open, and the clock that all processes of the
 * machine share. Thread-safe.
 */
final class DiskFiles implements AutoCloseable {

  private static final String HISTORY = "SELECT value FROM meta WHERE name = 'history'";
  private static final long NONCES = 1L << 48;

  private final Directory directory;
  private final LongSupplier millis;
  private volatile List<Shard> shards;
  private volatile Marks marks;

  /**
   * Opens the files of a directory, which are made if they are not there.
   *
   * @param millis the machine's clock
   */
  DiskFiles(Directory directory, LongSupplier millis) {
    this.directory = directory;
    this.millis = millis;
    this.shards = List.of();
    this.marks = open();
  }

  private Marks open() {
    return directory.alone(this::openAlone);
  }

  private Marks openAlone() throws IOException {
    shards = directory.shards();
    Marks opened = Marks.open(directory.path().resolve("entresol.marks"), shards.size(), marksId());
    writeMarksId(opened.id());
    return opened;
  }

  /**
   * Opens the files anew if one turned out to be damaged, which is set aside, or if others have
   * come in the place of those that are open.
   *
   * @return whether that was so
   */
  boolean renew() {
    List<Shard> open = shards;
    boolean sound = open.stream().allMatch(one -> one.isThere() && !one.isDamaged());
    if (sound && marks.isThere()) {
      return false;
    }
    marks =
        directory.alone(
            () -> {
              // What is closed later would remove the log of a file that has its name by then.
              open.forEach(Shard::close);
              open.stream()
                  .filter(shard -> shard.isDamaged() && shard.isThere())
                  .forEach(shard -> directory.setAside(shard.file()));
              return openAlone();
            });
    return true;
  }

  private long marksId() {
    return shards
        .get(0)
        .read(
            "open the files",
            session -> session.number("SELECT value FROM meta WHERE name = 'marks'"));
  }

  private void writeMarksId(long id) {
    int unused =
        shards
            .get(0)
            .write(
                "open the files",
                session ->
                    session.run(
                        "INSERT INTO meta VALUES ('marks', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                        String.valueOf(id)));
  }

  Directory directory() {
    return directory;
  }

  List<Shard> shards() {
    return shards;
  }

  Marks marks() {
    return marks;
  }

  /** The machine's clock now, in milliseconds. */
  long millis() {
    return millis.getAsLong();
  }

  /** The next step of a sequence; one that is missing begins by the clock, above earlier ones. */
  long step(long sequence) {
    return (sequence == 0) ? TimeUnit.MILLISECONDS.toMicros(millis()) : sequence + 1;
  }

  /** A number that tells what is written from everything else. */
  static long nonce() {
    return ThreadLocalRandom.current().nextLong(1, NONCES);
  }

  /** What tells the data from others that might have the same sequences. */
  String history() {
    StringBuilder history = new StringBuilder();
    for (Shard shard : shards) {
      String one = shard.read("read the history", session -> session.text(HISTORY));
      history.append(one).append(' ');
    }
    return history.append(marks.id()).toString();
  }

  @Override
  public void close() {
    shards.forEach(Shard::close);
  }
}
