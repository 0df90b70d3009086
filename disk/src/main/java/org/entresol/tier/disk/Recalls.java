package org.entresol.tier.disk;

import java.sql.SQLException;
import java.util.List;
import org.entresol.tier.Lifetimes;
import org.entresol.tier.Recall;
import org.entresol.tier.RecallFloors;
import org.entresol.tier.Stored;

/**
 * At which sequence each tag was recalled last, in the tables of a file: once for what was dropped
 * and {@value RecallFloors#EXPIRIES_EACH} times for what has expired. Stateless.
 */
final class Recalls {

  /** Stands for all tags: those of which so many were recalled that they are not told apart. */
  static final long ANY = 0;

  /** The instant of what was dropped, which goes before all others. */
  static final long DROPPED = Long.MAX_VALUE;

  private static final String RAISE =
      "INSERT INTO recall VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (part, tag, expires) DO UPDATE"
          + " SET sequence = excluded.sequence, instant = excluded.instant,"
          + " useful = excluded.useful";

  private static final String EXPIRIES =
      "SELECT sequence, instant, useful FROM recall WHERE part = ? AND tag = ? AND expires > 0"
          + " ORDER BY expires";

  private static final String USELESS =
      "SELECT count(*) FROM recall WHERE part = ? AND tag = ? AND sequence > ? AND useful <= ?";

  private Recalls() {}

  /**
   * A recall of some tags.
   *
   * @param instant when it is
   * @param grace for how many milliseconds what has expired may be of use
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Raised(long[] tags, Recall how, long instant, long grace) {}

  /** Recalls tags in a part; within a step. */
  static void raise(Session session, long part, Raised recall, long sequence) throws SQLException {
    long known = session.number("SELECT count(*) FROM recall WHERE part = ?", part);
    if (known + recall.tags().length > RecallFloors.MOST) {
      session.run("DELETE FROM recall WHERE part = ?", part);
      drop(session, part, ANY, sequence);
    }
    for (long tag : recall.tags()) {
      switch (recall.how()) {
        case DROP -> drop(session, part, tag, sequence);
        case EXPIRE -> expire(session, part, tag, recall, sequence);
      }
    }
  }

  /** When the entries of a tag have expired. */
  private record Expiry(long sequence, long instant, long useful) {}

  /** As {@link RecallFloors} does it: the last one is the first of the rows. */
  private static void expire(Session session, long part, long tag, Raised recall, long sequence)
      throws SQLException {
    List<Expiry> known =
        session.all(
            EXPIRIES, row -> new Expiry(row.getLong(1), row.getLong(2), row.getLong(3)), part, tag);
    long instant = recall.instant();
    Expiry latest = new Expiry(sequence, instant, Lifetimes.instant(instant, recall.grace()));
    if (known.isEmpty()) {
      put(session, part, tag, 1, latest);
      return;
    }
    Expiry last = known.get(0);
    if (instant - last.instant() < Math.max(1, recall.grace() / 2)) {
      Expiry first = (instant < last.instant()) ? latest : last;
      put(session, part, tag, 1, new Expiry(sequence, first.instant(), first.useful()));
      return;
    }
    if (known.size() > 1) {
      Expiry earliest = known.get(known.size() - 1);
      long until = known.get(1).sequence();
      put(session, part, tag, 3, new Expiry(until, earliest.instant(), earliest.useful()));
    }
    put(session, part, tag, 2, last);
    put(session, part, tag, 1, latest);
  }

  private static void put(Session session, long part, long tag, long row, Expiry expiry)
      throws SQLException {
    session.run(RAISE, part, tag, row, expiry.sequence(), expiry.instant(), expiry.useful());
  }

  private static void drop(Session session, long part, long tag, long sequence)
      throws SQLException {
    session.run(RAISE, part, tag, 0L, sequence, DROPPED, 0L);
  }

  /** Whether a recall has dropped an entry, or has let it expire too long ago. */
  static boolean isUseless(Session session, long part, Stored entry, long now) throws SQLException {
    long since = entry.version().sequence();
    long[] tags = entry.tags();
    boolean useless = tags.length > 0 && session.number(USELESS, part, ANY, since, now) > 0;
    for (int i = 0; i < tags.length && !useless; i++) {
      useless = session.number(USELESS, part, tags[i], since, now) > 0;
    }
    return useless;
  }
}
