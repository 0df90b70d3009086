package org.entresol.examples;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import javax.cache.Cache;
import javax.cache.integration.CacheWriterException;
import javax.sql.DataSource;
import org.entresol.FencedWriter;
import org.entresol.WriteFence;

/**
 * A writer to a table of PostgreSQL that a node which has lost its right cannot overwrite, however
 * late it comes. Thread-safe.
 *
 * <p>The tables are {@code stock (article text primary key, pieces int)} and {@code fence (shard
 * text primary key, token bigint)}.
 */
public final class StockTable implements FencedWriter<String, Integer> {

  private static final String STORE =
      """
      INSERT INTO stock (article, pieces) VALUES (?, ?)
      ON CONFLICT (article) DO UPDATE SET pieces = excluded.pieces
      """;

  private final DataSource database;

  /** A writer to the tables of that database. */
  public StockTable(DataSource database) {
    this.database = database;
  }

  /** What is done as a whole, or not at all. */
  @FunctionalInterface
  private interface Work {
    void on(Connection connection) throws SQLException;
  }

  // The manual quotes what stands between the two tags.
  // tag::fenced-writer[]
  @Override
  public void writeAll(
      Collection<Cache.Entry<? extends String, ? extends Integer>> entries, WriteFence fence) {
    inTransaction(
        connection -> {
          check(connection, fence);
          store(connection, entries);
        });
  }

  @Override
  public void deleteAll(Collection<?> articles, WriteFence fence) {
    inTransaction(
        connection -> {
          check(connection, fence);
          delete(connection, articles);
        });
  }

  /** Raises the token of the shard, and holds its row until the transaction ends. */
  private static void check(Connection connection, WriteFence fence) throws SQLException {
    String sql =
        """
        INSERT INTO fence AS known (shard, token) VALUES (?, ?)
        ON CONFLICT (shard) DO UPDATE SET token = excluded.token
        WHERE known.token <= excluded.token
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, fence.shard());
      statement.setLong(2, fence.token());
      if (statement.executeUpdate() == 0) {
        throw new CacheWriterException(fence + ": a node with a greater token has written");
      }
    }
  }

  // end::fenced-writer[]

  @Override
  public void write(Cache.Entry<? extends String, ? extends Integer> entry) {
    writeAll(List.of(entry));
  }

  @Override
  public void writeAll(Collection<Cache.Entry<? extends String, ? extends Integer>> entries) {
    inTransaction(connection -> store(connection, entries));
  }

  @Override
  public void delete(Object article) {
    deleteAll(List.of(article));
  }

  @Override
  public void deleteAll(Collection<?> articles) {
    inTransaction(connection -> delete(connection, articles));
  }

  private static void store(
      Connection connection, Collection<Cache.Entry<? extends String, ? extends Integer>> entries)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(STORE)) {
      for (Cache.Entry<? extends String, ? extends Integer> entry : entries) {
        statement.setString(1, entry.getKey());
        statement.setInt(2, entry.getValue());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static void delete(Connection connection, Collection<?> articles) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("DELETE FROM stock WHERE article = ?")) {
      for (Object article : articles) {
        statement.setString(1, (String) article);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private void inTransaction(Work work) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        work.on(connection);
        connection.commit();
      } finally {
        connection.rollback(); // nothing, once committed
      }
    } catch (SQLException e) {
      throw new CacheWriterException("nothing of the batch was written", e);
    }
  }
}
