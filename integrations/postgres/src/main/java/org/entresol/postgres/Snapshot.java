package org.entresol.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

/**
 * Which transactions a session that begins to read can see the changes of. Immutable.
 *
 * @param next the first number of those that have not ended
 * @param open those before it that have not ended either; all by the 32 bits that the log has
 */
record Snapshot(int next, Set<Integer> open) {
  private static final int PARTS = 3;

  /** The one that a session would have now. */
  static Snapshot now(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT pg_current_snapshot()::text")) {
      found.next();
      return of(found.getString(1));
    }
  }

  /** Reads one as the server writes it: the lowest that is open, the next, and what is open. */
  static Snapshot of(String text) {
    String[] parts = text.split(":", PARTS);
    Set<Integer> open = new HashSet<>();
    if (!parts[2].isEmpty()) {
      for (String xid : parts[2].split(",", -1)) {
        open.add((int) Long.parseLong(xid));
      }
    }
    return new Snapshot((int) Long.parseLong(parts[1]), Set.copyOf(open));
  }

  /** Whether it shows what a transaction that has committed did; 0 for none. */
  boolean shows(Change change) {
    int xid = (int) change.xid();
    return change.xid() == 0 || (xid - next < 0 && !open.contains(xid));
  }
}
