package org.entresol.tier.disk;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The files of a directory as one process has them open, and the clock that all processes of the
 * machine share. Thread-safe.
 */
final class DiskFiles implements AutoCloseable {

  /** How many steps there can be in a millisecond. */
  private static final long STEPS = 1_000;

  private static final String HISTORY = "SELECT value FROM meta WHERE name = 'history'";

  private final Directory directory;
  private final LongSupplier millis;
  private final Claim claim;
  private final AtomicLong begun = new AtomicLong();
  private final ReentrantLock opening = new ReentrantLock();

  /** Changed under the lock only. */
  private volatile Open open;

  private volatile boolean closed;

  /** What is open, which belongs together. */
  private record Open(List<Shard> shards, Marks marks) {

    /** Whether others find the same. */
    boolean isSound() {
      return marks.isThere() && shards.stream().allMatch(Shard::isSound);
    }
  }

  /**
   * Opens the files of a directory, which are made if they are not there.
   *
   * @param millis the machine's clock
   */
  DiskFiles(Directory directory, LongSupplier millis) {
    this.directory = directory;
    this.millis = millis;
    this.claim = Claim.of(directory.path());
    try {
      this.open = directory.alone(() -> openAlone(directory));
    } catch (RuntimeException | Error e) {
      claim.close();
      throw e;
    }
  }

  private static Open openAlone(Directory directory) throws IOException {
    List<Shard> shards = directory.shards();
    try {
      Marks marks = Marks.open(directory.path().resolve("entresol.marks"), shards.size());
      shards.forEach(shard -> say(shard, marks.id()));
      return new Open(shards, marks);
    } catch (IOException | RuntimeException | Error e) {
      shards.forEach(Shard::close);
      throw e;
    }
  }

  /** Says in a shard which marks all go by, before anybody goes by them. */
  private static void say(Shard shard, long marks) {
    if (shard.read("open the files", DiskFiles::marksId) != marks) {
      int unused =
          shard.write(
              "open the files",
              session ->
                  session.run(
                      "INSERT INTO meta VALUES ('marks', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                      String.valueOf(marks)));
    }
  }

  /** Which marks all go by who change what is in a shard; 0 for none. */
  static long marksId(Session session) throws SQLException {
    return session.number("SELECT value FROM meta WHERE name = 'marks'");
  }

  /**
   * Opens the files anew if one turned out to be damaged, which is set aside, or if others have
   * come in the place of those that are open. Calls fail meanwhile.
   *
   * @return whether that was so
   */
  boolean renew() {
    if (open.isSound()) {
      return false;
    }
    opening.lock();
    try {
      Open former = open;
      if (closed || former.isSound()) {
        return false;
      }
      open = directory.alone(() -> openInPlaceOf(former));
      return true;
    } finally {
      opening.unlock();
    }
  }

  private Open openInPlaceOf(Open former) throws IOException {
    // What is closed later would remove the log of a file that has its name by then.
    former.shards().forEach(Shard::retire);
    former.shards().stream()
        .filter(shard -> shard.isDamaged() && shard.isThere())
        .forEach(shard -> directory.setAside(shard.file()));
    return openAlone(directory);
  }

  Directory directory() {
    return directory;
  }

  List<Shard> shards() {
    return open.shards();
  }

  Marks marks() {
    return open.marks();
  }

  /** The machine's clock now, in milliseconds. */
  long millis() {
    return millis.getAsLong();
  }

  /** The next step of a sequence; one that is missing begins by the clock, above earlier ones. */
  long step(long sequence) {
    return (sequence == 0) ? begin() : sequence + 1;
  }

  /** No two begin within a millisecond, in which nobody makes a thousand steps. */
  private long begin() {
    long micros = TimeUnit.MILLISECONDS.toMicros(millis());
    return begun.accumulateAndGet(micros, (last, now) -> Math.max(now, last + STEPS));
  }

  /** What tells the data from others that might have the same sequences. */
  String history() {
    StringBuilder history = new StringBuilder();
    Open now = open;
    for (Shard shard : now.shards()) {
      String one = shard.read("read the history", session -> session.text(HISTORY));
      history.append(one).append(' ');
    }
    return history.append(now.marks().id()).toString();
  }

  @Override
  public void close() {
    closed = true;
    // Whoever opens them anew at the moment is waited for, so that nothing stays open.
    opening.lock();
    try {
      open.shards().forEach(Shard::close);
    } finally {
      claim.close();
      opening.unlock();
    }
  }
}
