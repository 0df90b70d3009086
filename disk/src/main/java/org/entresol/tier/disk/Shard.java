package org.entresol.tier.disk;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.entresol.tier.Durability;
import org.entresol.tier.TierDirectory;
import org.entresol.tier.TierException;
import org.jspecify.annotations.Nullable;

/**
 * One file of a directory: one connection that writes, and a few that read beside it. Thread-safe.
 *
 * <p>SQLite has one writer for each file. Those of this JVM queue for a lock here; those of other
 * processes are waited for by short pauses, since SQLite's own grow to a tenth of a second.
 */
final class Shard implements AutoCloseable {

  private static final int MOST_READERS = 16;
  private static final long SHORTEST_PAUSE = TimeUnit.MICROSECONDS.toNanos(20);
  private static final long LONGEST_PAUSE = TimeUnit.MICROSECONDS.toNanos(500);

  private final int number;
  private final Opening opening;
  private final Identity identity;
  private final Room room;
  private final LargeValues values;
  private final LongAdder busyWaits = new LongAdder();
  private final ReentrantLock lock = new ReentrantLock();
  private final Semaphore reading = new Semaphore(MOST_READERS);
  private final Deque<Session> idle = new ConcurrentLinkedDeque<>();

  /** Guarded by the lock. */
  private @Nullable Session writer;

  private volatile State state = State.OPEN;
  private volatile boolean damaged;
  private volatile boolean outdated;

  /** Whether a shard is used: retired is one in whose place others are about to be opened. */
  private enum State {
    OPEN,
    RETIRED,
    CLOSED
  }

  /**
   * Creates a shard of which nothing is open yet.
   *
   * @param number which of the directory's it is, from 0 on
   * @param opening opens its file
   * @param identity tells the file from others
   */
  Shard(int number, Opening opening, Identity identity) {
    this.number = number;
    this.opening = opening;
    this.identity = identity;
    TierDirectory directory = opening.directory();
    this.room = new Room(directory.bound(), directory.shards());
    this.values = new LargeValues(opening.file(), directory.durability() == Durability.FULL);
  }

  /** Which of the directory's it is, from 0 on. */
  int number() {
    return number;
  }

  /** The room that its entries may take. */
  Room room() {
    return room;
  }

  /** The files beside it, in which large payloads lie. */
  LargeValues values() {
    return values;
  }

  /** By what its entries are told apart when some have to go. */
  Ranks ranks() {
    return room.ranks();
  }

  /** How many steps have waited for one of another process, since the file was opened here. */
  long busyWaits() {
    return busyWaits.sum();
  }

  Path file() {
    return opening.file();
  }

  // ---- reads

  /** Reads, beside whoever writes. */
  <T> T read(String what, Session.Work<T> work) {
    reading.acquireUninterruptibly();
    Session session = null;
    try {
      requireOpen(what);
      session = idle.pollFirst();
      if (session == null) {
        session = opening.reader();
      }
      T read = work.with(session);
      giveBack(session);
      return read;
    } catch (SQLException e) {
      closeQuietly(session);
      throw failed(e, what, true);
    } catch (RuntimeException | Error e) {
      closeQuietly(session);
      throw e;
    } finally {
      reading.release();
    }
  }

  private void giveBack(Session session) {
    idle.addFirst(session);
    if (state != State.OPEN) {
      closeIdle();
    }
  }

  /**
   * Reads something short, by the connection that writes if nobody wants it: what it has written
   * lies in its memory, while one that reads has to fetch it again.
   */
  <T> T readShortly(String what, Session.Work<T> work) {
    if (!lock.hasQueuedThreads() && lock.tryLock()) {
      try {
        requireOpen(what);
        return work.with(writing());
      } catch (SQLException e) {
        if (!Failures.isBusy(e)) {
          throw failed(e, what, true);
        }
        // The one that reads waits for whoever has the file alone.
      } finally {
        lock.unlock();
      }
    }
    return read(what, work);
  }

  /** Reads several rows of one moment. */
  <T> T readTogether(String what, Session.Work<T> work) {
    return read(
        what,
        session -> {
          session.run("BEGIN");
          T read = work.with(session);
          session.run("COMMIT");
          return read;
        });
  }

  // ---- writes

  /** Does something in one step, which is done as a whole or not at all. */
  <T> T write(String what, Session.Work<T> work) {
    return write(what, work, Commit.PLAIN);
  }

  /** What is done around the moment at which a step becomes true for everybody. */
  interface Commit {
    Commit PLAIN = new Commit() {};

    /** Whether the step may be done at all, asked at its beginning. */
    default boolean isAllowed(Session session) throws SQLException {
      return true;
    }

    /** Comes before it, while nobody else may write. */
    default void before() {}

    /** Comes after it, or after nothing was done. */
    default void after() {}
  }

  /** Does something in one step, with what else is to be done around it. */
  <T> T write(String what, Session.Work<T> work, Commit commit) {
    return write(what, work, commit, deadline());
  }

  /** Does something in one step, as a part of a call that waits for several. */
  <T> T write(String what, Session.Work<T> work, long deadline) {
    return write(what, work, Commit.PLAIN, deadline);
  }

  /** The instant until which a call that begins now waits, by the clock of nanoseconds. */
  long deadline() {
    return System.nanoTime() + opening.patience().toNanos();
  }

  /** The same as a part of a call that waits for several, until an instant in all. */
  <T> T write(String what, Session.Work<T> work, Commit commit, long deadline) {
    if (!Patience.lock(lock, deadline - System.nanoTime())) {
      throw away(what, "another thread has written to it for too long");
    }
    T made;
    List<Long> gone;
    try {
      requireOpen(what);
      Session session = begun(what, deadline);
      made = carryOut(session, what, work, commit);
      gone = values.settle();
    } finally {
      lock.unlock();
    }
    values.remove(gone);
    return made;
  }

  /** Opening a connection may be kept waiting as a step is: while others close or mend the file. */
  private Session begun(String what, long deadline) {
    long pause = SHORTEST_PAUSE;
    while (true) {
      try {
        Session session = writing();
        session.run("BEGIN IMMEDIATE");
        return session;
      } catch (SQLException e) {
        if (!Failures.isBusy(e) || System.nanoTime() - deadline >= 0) {
          throw failed(e, what, true);
        }
        if (pause == SHORTEST_PAUSE) {
          busyWaits.increment();
        }
        Patience.pause(ThreadLocalRandom.current().nextLong(pause / 2, pause));
        pause = Math.min(LONGEST_PAUSE, pause + pause / 2);
      }
    }
  }

  private Session writing() throws SQLException {
    Session session = writer;
    if (session == null) {
      session = opening.writer();
      try {
        Schema.tellOfFiles(session, values::letGo);
      } catch (SQLException e) {
        // It is tried again and again, as long as somebody has the file alone.
        closeQuietly(session);
        throw e;
      }
      writer = session;
    }
    return session;
  }

  private <T> T carryOut(Session session, String what, Session.Work<T> work, Commit commit) {
    boolean committing = false;
    try {
      if (!commit.isAllowed(session)) {
        outdated = true;
        throw away(what, "other files have come in the place of some, and are about to be opened");
      }
      T made = work.with(session);
      committing = true;
      commit.before();
      session.run("COMMIT");
      return made;
    } catch (SQLException e) {
      boolean undone = rollBack(session) || !committing;
      values.takeBack(undone);
      throw failed(e, what, undone);
    } catch (RuntimeException | Error e) {
      rollBack(session);
      values.takeBack(true);
      throw e;
    } finally {
      if (committing) {
        commit.after();
      }
    }
  }

  /** Takes back what was begun; whether it is certain that nothing is left of it. */
  private boolean rollBack(Session session) {
    try {
      session.run("ROLLBACK");
      return true;
    } catch (SQLException e) {
      // SQLite takes back by itself what there was no room for, and then there is nothing to do.
      writer = null;
      closeQuietly(session);
      return Failures.isNothingToDo(e);
    }
  }

  private TierException failed(SQLException cause, String what, boolean outcomeKnown) {
    damaged |= Failures.isDamage(cause);
    return Failures.of(cause, file(), what, outcomeKnown);
  }

  /** Whether the file turned out not to be what it has to be. */
  boolean isDamaged() {
    return damaged;
  }

  /** Whether the file is still the one that others find. */
  boolean isThere() {
    return identity.isThere();
  }

  /** Whether it is open, is what it has to be, and goes with what else is open. */
  boolean isSound() {
    return state == State.OPEN && !damaged && !outdated && isThere();
  }

  private void requireOpen(String what) {
    switch (state) {
      case OPEN -> {}
      case RETIRED -> throw away(what, "the files are being opened anew");
      case CLOSED -> throw new IllegalStateException("The files are closed: " + file());
    }
  }

  private TierException away(String what, String reason) {
    return TierException.away("Could not %s: %s: %s".formatted(what, file(), reason), null, true);
  }

  private static void closeQuietly(@Nullable Session session) {
    if (session != null) {
      Opening.closeQuietly(session);
    }
  }

  private void closeIdle() {
    for (Session one = idle.pollFirst(); one != null; one = idle.pollFirst()) {
      closeQuietly(one);
    }
  }

  /** Closes it, since another will come in its place: who asks for it is to ask again. */
  void retire() {
    end(State.RETIRED);
  }

  @Override
  public void close() {
    end(State.CLOSED);
  }

  private void end(State then) {
    state = then;
    lock.lock();
    try {
      closeQuietly(writer);
      writer = null;
    } finally {
      lock.unlock();
    }
    closeIdle();
  }
}
