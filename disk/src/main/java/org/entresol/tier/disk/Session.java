package org.entresol.tier.disk;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.sqlite.Function;

/**
 * One connection to a file with the statements that were prepared on it. Used by one thread at a
 * time.
 */
final class Session implements AutoCloseable {

  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  Session(Connection connection) {
    this.connection = connection;
  }

  /** How one row of an answer is read. */
  @FunctionalInterface
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Something that is done with a session. */
  @FunctionalInterface
  interface Work<T> {
    T with(Session session) throws SQLException;
  }

  /** Carries a statement out; the number of rows that it has changed. */
  int run(String sql, @Nullable Object... arguments) throws SQLException {
    try {
      PreparedStatement statement = bound(sql, arguments);
      if (!statement.execute()) {
        return statement.getUpdateCount();
      }
      // What is not read to its end would hold the file.
      statement.getResultSet().close();
      return 0;
    } catch (SQLException e) {
      throw forgotten(sql, e);
    }
  }

  /** Carries a statement out that does a part of its work each time it is asked for a row. */
  void runToItsEnd(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      int unused = statement.executeUpdate(sql);
    }
  }

  /** The first row of an answer; null if there is none. */
  <T> @Nullable T first(String sql, Row<T> row, @Nullable Object... arguments) throws SQLException {
    try (ResultSet rows = bound(sql, arguments).executeQuery()) {
      return rows.next() ? row.read(rows) : null;
    } catch (SQLException e) {
      throw forgotten(sql, e);
    }
  }

  /** All rows of an answer. */
  <T> List<T> all(String sql, Row<T> row, @Nullable Object... arguments) throws SQLException {
    List<T> all = new ArrayList<>();
    try (ResultSet rows = bound(sql, arguments).executeQuery()) {
      while (rows.next()) {
        all.add(row.read(rows));
      }
    } catch (SQLException e) {
      throw forgotten(sql, e);
    }
    return all;
  }

  /** The one number of an answer; 0 if there is no row. */
  long number(String sql, @Nullable Object... arguments) throws SQLException {
    Long number = first(sql, row -> row.getLong(1), arguments);
    return (number == null) ? 0 : number;
  }

  /** The one text of an answer; an empty one if there is no row. */
  String text(String sql, @Nullable Object... arguments) throws SQLException {
    String text = first(sql, row -> row.getString(1), arguments);
    return (text == null) ? "" : text;
  }

  private PreparedStatement bound(String sql, @Nullable Object... arguments) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < arguments.length; i++) {
      Object argument = arguments[i];
      if (argument instanceof Long number) {
        statement.setLong(i + 1, number);
      } else if (argument instanceof byte[] bytes) {
        statement.setBytes(i + 1, bytes);
      } else {
        statement.setObject(i + 1, argument);
      }
    }
    return statement;
  }

  /** A statement that has failed, for want of room on the disk perhaps, may be of no use again. */
  private SQLException forgotten(String sql, SQLException failure) {
    PreparedStatement statement = statements.remove(sql);
    try {
      if (statement != null) {
        statement.close();
      }
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  /** Gives statements a function of one number, which is called by what they do. */
  void define(String name, LongConsumer function) throws SQLException {
    Function.create(
        connection,
        name,
        new Function() {
          @Override
          protected void xFunc() throws SQLException {
            function.accept(value_long(0));
          }
        });
  }

  /** The connection below. */
  Connection connection() {
    return connection;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
