package org.entresol.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** A replication slot as the server sees it. Used by one thread, over one connection. */
final class SlotKeeper {
  /** The log that is kept for a slot above which the log of this process is told. */
  private static final long MUCH = 1L << 30;

  private static final String STATE =
      "SELECT active_pid, wal_status, pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)::bigint,"
          + " plugin = 'pgoutput' AND database = current_database(), plugin, database"
          + " FROM pg_replication_slots WHERE slot_name = ?";

  /** The server has made it useless: what was to be kept is gone. */
  private static final String LOST = "lost";

  private static final int FAILOVER_SINCE = 17;
  private static final long PAUSE_MILLIS = 20;

  private final Connection connection;
  private final Slot slot;

  SlotKeeper(Connection connection, Slot slot) {
    this.connection = connection;
    this.slot = slot;
  }

  /** What the server says: who streams from it (0 for nobody), and what is kept. */
  private record State(int pid, String walStatus, long retained) {}

  /**
   * Makes sure that the slot is there and nobody streams from it. One that is made now has not kept
   * what was committed before, and says so in the log.
   *
   * @param patience how long to wait for whoever does to end
   * @param anew whether one that is there is of no use
   * @throws CacheException if it is not one of this database and for this purpose
   */
  void require(Duration patience, boolean anew) throws SQLException {
    State state = state();
    if (state != null) {
      free(patience);
      if (!anew && !state.walStatus.equals(LOST)) {
        return;
      }
      run("SELECT pg_drop_replication_slot(?)");
    }
    boolean failover = connection.getMetaData().getDatabaseMajorVersion() >= FAILOVER_SINCE;
    // In one statement, so that there is no slot without that word, whatever fails.
    run(
        "SELECT %s FROM pg_create_logical_replication_slot(?, 'pgoutput', false, false%s)"
            .formatted(Slot.gapCall(slot.publication()), failover ? ", true" : ""));
  }

  /**
   * Makes sure that the name is free, or that of a slot for this purpose.
   *
   * @throws CacheException if it is not
   */
  void requireOurs() throws SQLException {
    state();
  }

  /** The one who holds the lead has the slot: another's stream is that of a former holder. */
  private void free(Duration patience) throws SQLException {
    long end = System.nanoTime() + patience.toNanos();
    for (State state = state(); state != null && state.pid != 0; state = state()) {
      if (System.nanoTime() - end >= 0) {
        throw new SQLException(
            "the slot " + slot.name() + " is still used by process " + state.pid);
      }
      try (PreparedStatement terminate =
          connection.prepareStatement("SELECT pg_terminate_backend(?)")) {
        terminate.setInt(1, state.pid);
        terminate.execute();
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SQLException("interrupted", e);
      }
    }
  }

  /** What the server says; null if there is no such slot. Another's is left alone. */
  private @Nullable State state() throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(STATE)) {
      query.setString(1, slot.name());
      try (ResultSet found = query.executeQuery()) {
        if (!found.next()) {
          return null;
        }
        if (!found.getBoolean(4)) {
          throw new CacheException(
              ("the slot %s is one of the plugin %s in the database %s, and slots of one server all"
                      + " have names of their own; allowed: another namespace here, or to drop that"
                      + " slot")
                  .formatted(slot.name(), found.getString(5), found.getString(6)));
        }
        return new State(found.getInt(1), String.valueOf(found.getString(2)), found.getLong(3));
      }
    }
  }

  private void run(String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, slot.name());
      statement.execute();
    }
  }

  /**
   * Takes note of what is kept for the slot.
   *
   * @return the process of the server that streams from it; 0 for none
   * @throws SQLException if it is lost
   */
  int measure(Figures figures, Complaints complaints) throws SQLException {
    State state = state();
    if (state == null || state.walStatus.equals(LOST)) {
      throw new SQLException("the slot " + slot.name() + " is lost");
    }
    figures.retained(state.retained);
    if (state.retained > MUCH) {
      complaints.tell(
          "The database keeps much of its log for the slot " + slot.name(),
          state.retained + " bytes");
    }
    return state.pid;
  }
}
