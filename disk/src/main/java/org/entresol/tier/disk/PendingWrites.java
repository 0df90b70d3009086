package org.entresol.tier.disk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.entresol.tier.Backlog;
import org.entresol.tier.DeadWrite;
import org.entresol.tier.Plan;
import org.entresol.tier.QueueResult;
import org.entresol.tier.QueueResult.Fate;
import org.entresol.tier.QueuedWrite;
import org.jspecify.annotations.Nullable;

/** The tables of pending writes and dead letters, for one cache. Thread-safe. */
final class PendingWrites {

  private static final int MOST_TRIES = 255;
  private static final byte[] NOTHING = {};

  private static final String WRITE = "key, nonce, deletes, tries, payload";
  private static final String LEAVE =
      "INSERT INTO pending VALUES (?, ?, ?, ?, 0, ?, 0, 0, ?) ON CONFLICT (part, key)"
          + " DO UPDATE SET nonce = excluded.nonce, deletes = excluded.deletes, tries = 0,"
          + " payload = excluded.payload";
  private static final String DUE =
      "SELECT "
          + WRITE
          + " FROM pending WHERE part = ?1 AND (due <= ?2 OR (?3 AND NOT pauses))"
          + " ORDER BY due LIMIT ?4";
  private static final String BURY =
      "INSERT INTO dead (part, key, nonce, deletes, tries, buried, error, payload)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String RETRY =
      "UPDATE pending SET tries = ?, due = ?, pauses = 1,"
          + " late = CASE WHEN pauses THEN late ELSE due - ? END WHERE part = ? AND key = ?";
  private static final String AFRESH =
      "UPDATE pending SET due = ?, pauses = 0, late = 0 WHERE part = ? AND key = ?";
  private static final String BACKLOG =
      "SELECT count(*), min(CASE WHEN pauses THEN late ELSE due - ?1 END),"
          + " (SELECT count(*) FROM dead WHERE part BETWEEN ?2 AND ?3)"
          + " FROM pending WHERE part BETWEEN ?2 AND ?3";

  private final CacheFiles place;
  private final KeepTerms terms;

  PendingWrites(CacheFiles place, KeepTerms terms) {
    this.place = place;
    this.terms = terms;
  }

  KeepTerms terms() {
    return terms;
  }

  private static QueuedWrite write(ResultSet row) throws SQLException {
    byte[] payload = row.getBytes(5);
    return new QueuedWrite(
        row.getBytes(1),
        row.getLong(2),
        row.getBoolean(3),
        row.getInt(4),
        (payload == null) ? NOTHING : payload,
        0);
  }

  private static DeadWrite letter(ResultSet row) throws SQLException {
    return new DeadWrite(write(row), row.getLong(6), row.getString(7));
  }

  // ---- what comes in

  boolean hasRoom(Session session, byte[] key) throws SQLException {
    return size(session, place.part(key), terms.room()) < terms.room() || isThere(session, key);
  }

  /** How many writes of a part are pending, as far as so many. */
  long size(Session session, long part, int most) throws SQLException {
    return session.number(
        "SELECT count(*) FROM (SELECT 1 FROM pending WHERE part = ? LIMIT ?)", part, (long) most);
  }

  private boolean isThere(Session session, byte[] key) throws SQLException {
    return session.number(
            "SELECT count(*) FROM pending WHERE part = ? AND key = ?", place.part(key), key)
        > 0;
  }

  /** Leaves the write of a plan, in place of an earlier one of its key. */
  void leave(Session session, Plan plan, boolean deletes, long nonce, long due)
      throws SQLException {
    session.run(
        LEAVE,
        place.part(plan.key()),
        plan.key(),
        nonce,
        flag(deletes),
        due,
        deletes ? NOTHING : plan.payload());
  }

  private static long flag(boolean set) {
    return set ? 1 : 0;
  }

  // ---- what is claimed, and what became of it

  /** The writes of a part that are due, the longest due first. */
  List<QueuedWrite> due(Session session, long part, long now, boolean early, int most)
      throws SQLException {
    return session.all(DUE, PendingWrites::write, part, now, flag(early), (long) most);
  }

  /** The source has a write; a newer one of its key waits for later ones as any other does. */
  void done(Session session, QueueResult result, boolean stands, long due) throws SQLException {
    byte[] key = result.write().key();
    QueuedWrite lies = pending(session, key);
    boolean same = lies != null && lies.nonce() == result.write().nonce();
    if (!same && !stands) {
      return;
    }
    if (lies == null || same) {
      session.run("DELETE FROM pending WHERE part = ? AND key = ?", place.part(key), key);
    } else {
      session.run(AFRESH, due, place.part(key), key);
    }
    DeadWrite unused = drop(session, key);
  }

  /** The source has not got a write. */
  void failed(Session session, QueueResult result, long now) throws SQLException {
    byte[] key = result.write().key();
    QueuedWrite lies = pending(session, key);
    if (lies == null) {
      return;
    }
    boolean same = lies.nonce() == result.write().nonce();
    boolean tried = same && result.fate() != Fate.WAIT;
    int tries = tried ? Math.min(lies.tries() + 1, MOST_TRIES) : lies.tries();
    if (same && result.fate() == Fate.BURY && hasRoomForDead(session, key)) {
      DeadWrite unused = drop(session, key);
      session.run("DELETE FROM pending WHERE part = ? AND key = ?", place.part(key), key);
      session.run(
          BURY,
          place.part(key),
          key,
          lies.nonce(),
          flag(lies.isDeletion()),
          (long) tries,
          now,
          result.error(),
          lies.bytes());
    } else {
      long due = now + result.pause().toMillis();
      session.run(RETRY, (long) tries, due, terms.delay(), place.part(key), key);
    }
  }

  private boolean hasRoomForDead(Session session, byte[] key) throws SQLException {
    return session.number(
                "SELECT count(*) FROM (SELECT 1 FROM dead WHERE part = ? LIMIT ?)",
                place.part(key),
                (long) terms.room())
            < terms.room()
        || dead(session, key) != null;
  }

  // ---- look-ups

  private @Nullable QueuedWrite pending(Session session, byte[] key) throws SQLException {
    return session.first(
        "SELECT " + WRITE + " FROM pending WHERE part = ? AND key = ?",
        PendingWrites::write,
        place.part(key),
        key);
  }

  private @Nullable DeadWrite dead(Session session, byte[] key) throws SQLException {
    return session.first(
        "SELECT " + WRITE + ", buried, error FROM dead WHERE part = ? AND key = ?",
        PendingWrites::letter,
        place.part(key),
        key);
  }

  /** What the source has not got of a key. */
  @Nullable QueuedWrite unwritten(Session session, byte[] key) throws SQLException {
    QueuedWrite lies = pending(session, key);
    DeadWrite letter = (lies == null) ? dead(session, key) : null;
    return (letter == null) ? lies : letter.write();
  }

  /** How much there is in one shard. */
  Backlog backlog(Session session, long now) throws SQLException {
    Backlog found =
        session.first(
            BACKLOG,
            row -> {
              long pending = row.getLong(1);
              long since = row.getLong(2);
              return new Backlog(
                  pending, (pending == 0) ? 0 : Math.max(0, now - since), row.getLong(3));
            },
            terms.delay(),
            place.first(),
            place.last());
    return (found == null) ? Backlog.NONE : found;
  }

  /** Some of those in one shard. */
  List<QueuedWrite> some(Session session, int most) throws SQLException {
    return session.all(
        "SELECT " + WRITE + " FROM pending WHERE part BETWEEN ? AND ? LIMIT ?",
        PendingWrites::write,
        place.first(),
        place.last(),
        (long) most);
  }

  /** Some of the dead letters in one shard, the longest dead first within each partition. */
  List<DeadWrite> someDead(Session session, int most) throws SQLException {
    return session.all(
        "SELECT "
            + WRITE
            + ", buried, error FROM dead WHERE part BETWEEN ? AND ? ORDER BY part, place LIMIT ?",
        PendingWrites::letter,
        place.first(),
        place.last(),
        (long) most);
  }

  // ---- dead letters

  boolean replay(Session session, byte[] key, long now) throws SQLException {
    DeadWrite letter = dead(session, key);
    if (letter == null || !hasRoom(session, key)) {
      return false;
    }
    DeadWrite unused = drop(session, key);
    session.run(
        "INSERT OR IGNORE INTO pending VALUES (?, ?, ?, ?, 0, ?, 1, ?, ?)",
        place.part(key),
        key,
        letter.write().nonce(),
        flag(letter.write().isDeletion()),
        now,
        now,
        letter.write().bytes());
    return true;
  }

  @Nullable DeadWrite drop(Session session, byte[] key) throws SQLException {
    DeadWrite letter = dead(session, key);
    if (letter != null) {
      session.run("DELETE FROM dead WHERE part = ? AND key = ?", place.part(key), key);
    }
    return letter;
  }
}
