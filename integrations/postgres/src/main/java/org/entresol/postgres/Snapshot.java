package org.entresol.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import org.entresol.tier.Horizons;

/**
 * Which transactions a session that begins to read can see the changes of. Immutable.
 *
 * @param next the first number of those that have not ended
 * @param open those before it that have not ended either
 */
record Snapshot(long next, Set<Long> open) {
  private static final int PARTS = 3;

  /**
   * A standby knows which transactions are open and does not say it, so there nothing counts as
   * seen that is not older than all of them.
   */
  private static final String READ =
      "SELECT CASE WHEN pg_is_in_recovery()"
          + " THEN pg_snapshot_xmin(s)::text || ':' || pg_snapshot_xmin(s)::text || ':'"
          + " ELSE s::text END FROM pg_current_snapshot() s";

  /** The one that a session would have now, as {@link #of} reads it. */
  static String textNow(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(READ)) {
      found.next();
      return found.getString(1);
    }
  }

  /** The one that a session would have now. */
  static Snapshot now(Connection connection) throws SQLException {
    return of(textNow(connection));
  }

  /**
   * Reads one as the server writes it: the lowest that is open, the next, and what is open.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Snapshot of(String text) {
    String[] parts = text.split(":", PARTS);
    if (parts.length != PARTS) {
      throw new IllegalArgumentException(text + " is no snapshot; allowed: as 10:20:10,14");
    }
    Set<Long> open = new HashSet<>();
    if (!parts[2].isEmpty()) {
      for (String xid : parts[2].split(",", -1)) {
        open.add(Long.parseLong(xid));
      }
    }
    return new Snapshot(Long.parseLong(parts[1]), Set.copyOf(open));
  }

  /**
   * What loads have to see where this is what a session sees now: the same, unless so many
   * transactions are open that it is too long. Then they have to end first.
   */
  static String horizon(String text) {
    if (text.length() <= Horizons.LONGEST) {
      return text;
    }
    long next = of(text).next();
    return next + ":" + next + ":";
  }

  /** Whether it shows what a transaction that has committed did; 0 for none. */
  boolean shows(Change change) {
    // The log has the lower half of its number only.
    int xid = (int) change.xid();
    return change.xid() == 0
        || (xid - (int) next < 0 && open.stream().noneMatch(one -> one.intValue() == xid));
  }

  private boolean shows(long xid) {
    return xid < next && !open.contains(xid);
  }

  /** Whether it shows all that another one does. */
  boolean covers(Snapshot other) {
    if (open.stream().anyMatch(other::shows)) {
      return false;
    }
    long openThere = other.open.stream().filter(xid -> xid >= next).count();
    return other.next - next <= openThere;
  }
}
