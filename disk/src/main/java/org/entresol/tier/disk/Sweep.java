package org.entresol.tier.disk;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.entresol.tier.EntryBytes;

/**
 * The freeing of what nobody sees any more: entries whose time has passed, those below a floor, and
 * rights that have ended. In small steps, so that nobody waits for it, and by whichever process
 * comes first. Stateless.
 */
final class Sweep {

  /** The most rows that one step removes. */
  static final int STEP = 200;

  /** The free pages that are kept, for what comes next: so many, or this share of all. */
  private static final long SLACK = 256;

  private static final long SHARE = 4;

  /** How often it is tried to cut the log off, as a read may be under way. */
  private static final int TRIES = 20;

  private static final String GIVE_BACK = "PRAGMA incremental_vacuum(64)";

  /** Between two steps, so that writers of other processes come in between; in nanoseconds. */
  static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(1500);

  private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(100);

  private static final String EXPIRED =
      "SELECT count(*) FROM (SELECT 1 FROM entry WHERE gone <= ? LIMIT 1)";
  private static final String EXPIRE =
      "DELETE FROM entry WHERE (part, key) IN"
          + " (SELECT part, key FROM entry WHERE gone <= ? ORDER BY gone LIMIT ?)";
  private static final String BELOW =
      "DELETE FROM entry WHERE part = ?1 AND key IN (SELECT key FROM entry WHERE part = ?1"
          + " AND substr(data, 3, 7) < ?2 LIMIT "
          + STEP
          + ")";
  private static final String ENDED =
      "SELECT (SELECT count(*) FROM lease WHERE ends <= ?1)"
          + " + (SELECT count(*) FROM ticket WHERE ends <= ?1)"
          + " + (SELECT count(*) FROM lock WHERE ends <= ?1)";

  private Sweep() {}

  /** A part whose floor has risen. */
  private record Cleared(long part, long floor) {}

  /** Frees what it can in a fraction of a second. */
  static void of(Shard shard, long now) {
    long deadline = System.nanoTime() + LONGEST;
    boolean more = shard.read("sweep", session -> session.number(EXPIRED, now)) > 0;
    while (more && System.nanoTime() - deadline < 0) {
      more = shard.write("sweep", session -> expire(session, now, STEP)) == STEP;
      Patience.pause(PAUSE);
    }
    for (Cleared cleared : cleared(shard)) {
      boolean rest = true;
      while (rest && System.nanoTime() - deadline < 0) {
        rest = shard.write("sweep", session -> below(session, cleared)) == STEP;
        Patience.pause(PAUSE);
      }
    }
    if (shard.read("sweep", session -> session.number(ENDED, now)) > 0) {
      int unused = shard.write("sweep", session -> ended(session, now));
    }
  }

  /** Removes some of the entries whose time has passed, so many at most; how many. */
  static int expire(Session session, long now, long most) throws SQLException {
    return session.run(EXPIRE, now, most);
  }

  /** Brings home what is in the log, so that no writer has to. */
  static void tidy(Shard shard) {
    int unused = shard.read("tidy", session -> session.run("PRAGMA wal_checkpoint(PASSIVE)"));
  }

  /**
   * Gives back to the file system what has been free for more than some, in steps that hold nobody
   * up for long.
   */
  static void shrink(Shard shard) {
    long deadline = System.nanoTime() + LONGEST;
    long pages = shard.read("shrink", session -> session.number("PRAGMA page_count"));
    boolean more = shard.read("shrink", Sweep::free) > Math.max(SLACK, pages / SHARE);
    while (more && System.nanoTime() - deadline < 0) {
      more = giveBack(shard) > Math.max(SLACK, pages / SHARE);
      Patience.pause(PAUSE);
    }
  }

  /** Gives back all that is free, and the room of the log. */
  static void shrinkFully(Shard shard) {
    long before = Long.MAX_VALUE;
    long free = shard.read("compact", Sweep::free);
    while (free > 0 && free < before) {
      before = free;
      free = giveBack(shard);
      Patience.pause(PAUSE);
    }
    long busy = shard.read("compact", Sweep::cutLog);
    for (int tries = 1; busy != 0 && tries < TRIES; tries++) {
      Patience.pause(PAUSE);
      busy = shard.read("compact", Sweep::cutLog);
    }
  }

  /**
   * Brings home what is in the log, and cuts it off if nobody reads from it; who waited for readers
   * would keep all writers from the file meanwhile.
   *
   * @return not 0 if the log is still there
   */
  private static long cutLog(Session session) throws SQLException {
    session.run("PRAGMA wal_checkpoint(PASSIVE)");
    long wait = session.number("PRAGMA busy_timeout");
    session.run("PRAGMA busy_timeout = 0");
    long busy = session.number("PRAGMA wal_checkpoint(TRUNCATE)");
    session.run("PRAGMA busy_timeout = " + wait);
    return busy;
  }

  private static long free(Session session) throws SQLException {
    return session.number("PRAGMA freelist_count");
  }

  /** Gives back some pages; how many are free still. */
  static long giveBack(Shard shard) {
    return shard.write(
        "shrink",
        session -> {
          session.runToItsEnd(GIVE_BACK);
          return free(session);
        });
  }

  private static List<Cleared> cleared(Shard shard) {
    return shard.read(
        "sweep",
        session ->
            session.all(
                "SELECT part, floor FROM part WHERE swept < floor",
                row -> new Cleared(row.getLong(1), row.getLong(2))));
  }

  private static int below(Session session, Cleared cleared) throws SQLException {
    byte[] floor = new byte[EntryBytes.SEQUENCE_BYTES];
    EntryBytes.put(floor, 0, floor.length, cleared.floor());
    int removed = session.run(BELOW, cleared.part(), floor);
    if (removed < STEP) {
      session.run("UPDATE part SET swept = ? WHERE part = ?", cleared.floor(), cleared.part());
    }
    return removed;
  }

  private static int ended(Session session, long now) throws SQLException {
    return session.run("DELETE FROM lease WHERE ends <= ?", now)
        + session.run("DELETE FROM ticket WHERE ends <= ?", now)
        + session.run("DELETE FROM lock WHERE ends <= ?", now);
  }
}
