package org.entresol.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.entresol.testing.PostgresServer;
import org.jspecify.annotations.Nullable;

/** A database of one test's own. */
final class TestDatabase {
  /** What replication slots need. */
  static final String[] SETTINGS = {
    "wal_level=logical", "max_replication_slots=100", "max_wal_senders=100"
  };

  private static final PostgresServer SHARED = PostgresServer.start(SETTINGS);
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String name = "shop" + COUNT.incrementAndGet() + "x" + System.nanoTime();
  private final String url;

  /** One on a server that others use too. */
  TestDatabase() {
    this(SHARED);
  }

  TestDatabase(PostgresServer server) {
    this(server.createDatabase());
  }

  private TestDatabase(String url) {
    this.url = url;
  }

  /** The same database at another server. */
  TestDatabase at(PostgresServer replica) {
    return new TestDatabase(replica.here(url));
  }

  /** A name that nobody else has. */
  String name() {
    return name;
  }

  /** With a thousand customers. */
  TestDatabase withCustomers() {
    run(
        "CREATE TABLE customers (id int PRIMARY KEY, name text)",
        "INSERT INTO customers SELECT n, 'old ' || n FROM generate_series(1, 1000) n");
    return this;
  }

  String url() {
    return url;
  }

  Connection connect() {
    try {
      return DriverManager.getConnection(url);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Does some statements, each in a transaction of its own. */
  void run(String... statements) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The name of a customer; null for none. */
  @Nullable String name(String id) {
    try (Connection connection = connect();
        PreparedStatement query =
            connection.prepareStatement("SELECT name FROM customers WHERE id = ?::int")) {
      query.setString(1, id);
      try (ResultSet found = query.executeQuery()) {
        return found.next() ? found.getString(1) : null;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The one value of a query. */
  String text(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      found.next();
      return String.valueOf(found.getString(1));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes a slot away from whoever streams from it, and drops it. */
  void dropSlot(String slot) {
    run(
        """
        DO $$ BEGIN
          FOR i IN 1..500 LOOP
            PERFORM pg_terminate_backend(active_pid) FROM pg_replication_slots
              WHERE slot_name = '%1$s' AND active_pid IS NOT NULL;
            BEGIN
              PERFORM pg_drop_replication_slot('%1$s');
              RETURN;
            EXCEPTION WHEN object_in_use THEN
              PERFORM pg_sleep(0.01);
            END;
          END LOOP;
        END $$
        """
            .formatted(slot));
  }
}
