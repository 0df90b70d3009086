package org.entresol.postgres;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.entresol.feed.FeedSettings;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** Where the followed database is, and how one connects to it. Immutable. */
final class Database {
  private static final Logger LOG = System.getLogger(Database.class.getName());
  private static final Driver DRIVER = new Driver();

  private final FeedSettings settings;
  private final Duration connectTimeout;
  private final Duration answerTimeout;

  /**
   * Describes a database.
   *
   * @param connectTimeout the longest that connecting may take
   * @param answerTimeout the longest that one answer may take
   */
  Database(FeedSettings settings, Duration connectTimeout, Duration answerTimeout) {
    this.settings = settings;
    this.connectTimeout = connectTimeout;
    this.answerTimeout = answerTimeout;
  }

  /** Whether the address is one of PostgreSQL. */
  static boolean isAddress(String url) {
    return DRIVER.acceptsURL(url);
  }

  /** A connection of its own, which commits each statement. */
  Connection connect() throws SQLException {
    return connect(new Properties());
  }

  /** A connection on which changes are streamed. */
  Connection connectForReplication() throws SQLException {
    Properties more = new Properties();
    PGProperty.REPLICATION.set(more, "database");
    PGProperty.ASSUME_MIN_SERVER_VERSION.set(more, "10");
    PGProperty.PREFER_QUERY_MODE.set(more, "simple");
    return connect(more);
  }

  private Connection connect(Properties all) throws SQLException {
    if (settings.user() != null) {
      PGProperty.USER.set(all, settings.user());
    }
    if (settings.password() != null) {
      PGProperty.PASSWORD.set(all, settings.password());
    }
    // A standby tells nothing; an address that names another kind of server has its way.
    PGProperty.TARGET_SERVER_TYPE.set(all, "primary");
    PGProperty.APPLICATION_NAME.set(all, "entresol");
    PGProperty.TCP_KEEP_ALIVE.set(all, true);
    PGProperty.CONNECT_TIMEOUT.set(all, seconds(connectTimeout));
    PGProperty.LOGIN_TIMEOUT.set(all, seconds(connectTimeout));
    PGProperty.SOCKET_TIMEOUT.set(all, seconds(answerTimeout));
    Connection connection = DRIVER.connect(settings.url(), all);
    if (connection == null) {
      throw new SQLException("the address is none of PostgreSQL");
    }
    return connection;
  }

  /**
   * A connection that has to be there.
   *
   * @throws SQLException if it is not
   */
  static <C> C require(@Nullable C connection) throws SQLException {
    if (connection == null) {
      throw new SQLException("not connected");
    }
    return connection;
  }

  /** Closes a connection, if there is one; that it is lost already does not matter. */
  static void close(@Nullable AutoCloseable connection) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (Exception e) {
      LOG.log(Level.DEBUG, "A connection could not be closed", e);
    }
  }

  private static int seconds(Duration duration) {
    return (int) Math.max(1, duration.toSeconds());
  }
}
