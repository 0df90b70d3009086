package org.entresol.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The way in which what is missing is made: in one transaction, by one node at a time. */
final class Installation {
  /** So that nodes that start together do not make the same thing at once. */
  private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('entresol'))";

  /** Who waits for a lock of a table has all others wait behind. */
  private static final String PATIENCE = "SET LOCAL lock_timeout = '3s'";

  private Installation() {}

  /** A look at what is missing. */
  @FunctionalInterface
  interface Look {

    /** The statements that make it; empty if nothing is missing. */
    List<String> statements() throws SQLException;
  }

  /**
   * Looks again, now that no other node installs anything, and makes what is still missing.
   *
   * @return whether anything was
   */
  static boolean run(Connection connection, Look look) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(PATIENCE);
      statement.execute(LOCK);
      List<String> statements = look.statements();
      for (String ddl : statements) {
        statement.execute(ddl);
      }
      connection.commit();
      return !statements.isEmpty();
    } finally {
      if (!connection.isClosed()) {
        // Else the driver would commit what a failure has left half done.
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
  }
}
