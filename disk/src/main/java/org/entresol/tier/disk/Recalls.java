package org.entresol.tier.disk;

import java.sql.SQLException;
import org.entresol.tier.RecallFloors;

/** At which sequence each tag was recalled last, in the tables of a file. Stateless. */
final class Recalls {

  /** Stands for all tags: those of which so many were recalled that they are not told apart. */
  private static final long ANY = 0;

  private static final String RAISE =
      "INSERT INTO recall VALUES (?, ?, ?) ON CONFLICT (part, tag)"
          + " DO UPDATE SET sequence = excluded.sequence";

  private Recalls() {}

  /** Recalls tags in a part; within a step. */
  static void raise(Session session, long part, long[] tags, long sequence) throws SQLException {
    long known = session.number("SELECT count(*) FROM recall WHERE part = ?", part);
    if (known + tags.length > RecallFloors.MOST) {
      session.run("DELETE FROM recall WHERE part = ?", part);
      session.run(RAISE, part, ANY, sequence);
    }
    for (long tag : tags) {
      session.run(RAISE, part, tag, sequence);
    }
  }

  /** Whether one of some tags was recalled in a part after a sequence. */
  static boolean areRecalled(Session session, long part, long[] tags, long since)
      throws SQLException {
    boolean recalled = tags.length > 0 && isRecalled(session, part, ANY, since);
    for (int i = 0; i < tags.length && !recalled; i++) {
      recalled = isRecalled(session, part, tags[i], since);
    }
    return recalled;
  }

  private static boolean isRecalled(Session session, long part, long tag, long since)
      throws SQLException {
    return session.number(
            "SELECT count(*) FROM recall WHERE part = ? AND tag = ? AND sequence > ?",
            part,
            tag,
            since)
        > 0;
  }
}
