package org.entresol.tier.disk;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.entresol.tier.TierDirectory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * How the connections to one file are opened. Immutable and thread-safe.
 *
 * @param file the file
 * @param directory what is demanded of it
 * @param patience how long a call waits for a writer in another process
 */
record Opening(Path file, TierDirectory directory, Duration patience) {

  private static final Logger LOG = System.getLogger(Opening.class.getName());

  /**
   * After how many pages in its log a writer brings them home itself, which holds it up; the
   * background does it before.
   */
  private static final int PAGES_IN_LOG = 8000;

  /**
   * What a connection that writes keeps of the file, in kilobytes. The file is not mapped, though
   * large values would be read more quickly: where somebody cuts it short, that would end the
   * process.
   */
  private static final int CACHED_KB = 8192;

  /** A connection that writes; it does not wait by itself for writers of other processes. */
  Session writer() throws SQLException {
    return connect(
        0,
        "PRAGMA temp_store = MEMORY",
        "PRAGMA cache_size = -" + CACHED_KB,
        "PRAGMA wal_autocheckpoint = " + PAGES_IN_LOG);
  }

  /** A connection that reads. */
  Session reader() throws SQLException {
    return connect((int) patience.toMillis(), "PRAGMA query_only = 1");
  }

  /** A connection that may make the file, and waits for others who do. */
  Session first() throws SQLException {
    return connect((int) patience.toMillis());
  }

  private Session connect(int wait, String... settings) throws SQLException {
    Session session = connect(wait);
    try {
      for (String setting : settings) {
        session.run(setting);
      }
    } catch (SQLException e) {
      closeQuietly(session);
      throw e;
    }
    return session;
  }

  private Session connect(int wait) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(wait);
    // Each insertion would ask for one by a statement of its own.
    config.setGetGeneratedKeys(false);
    config.setSynchronous(
        switch (directory.durability()) {
          case OFF -> SynchronousMode.OFF;
          case NORMAL -> SynchronousMode.NORMAL;
          case FULL -> SynchronousMode.FULL;
        });
    return new Session(config.createConnection("jdbc:sqlite:" + file));
  }

  static void closeQuietly(Session session) {
    try {
      session.close();
    } catch (SQLException e) {
      LOG.log(Level.DEBUG, "A connection did not close", e);
    }
  }
}
