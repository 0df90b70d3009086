package org.entresol.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.entresol.testing.PostgresServer;
import org.entresol.testing.PostgresServers;
import org.jspecify.annotations.Nullable;

/** A database of one test's own. */
final class TestDatabase {
  private final String url;

  /** One on a server that others use too. */
  TestDatabase() {
    this(PostgresServers.shared());
  }

  TestDatabase(PostgresServer server) {
    this.url = server.createDatabase();
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
}
