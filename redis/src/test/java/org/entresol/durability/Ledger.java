package org.entresol.durability;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A database that keeps the last value of each key, and every write that it was given in order.
 *
 * <p>A deleted row stays there without a value: whoever writes a key holds its row until its
 * transaction ends, so the numbers of the log are in the order of the writes of each key.
 */
final class Ledger {
  private static final List<String> SCHEMA =
      List.of(
          "CREATE TABLE items (name text PRIMARY KEY, value text)",
          "CREATE TABLE applied (id bigserial PRIMARY KEY, name text NOT NULL, value text)",
          "CREATE TABLE fences (shard text PRIMARY KEY, token bigint NOT NULL)",
          "CREATE TABLE batches (id bigserial PRIMARY KEY, node text NOT NULL,"
              + " shard text NOT NULL, token bigint NOT NULL)");

  private static final String STORE =
      """
      INSERT INTO items (name, value) VALUES (?, ?)
      ON CONFLICT (name) DO UPDATE SET value = excluded.value
      """;

  /** Changes nothing where a higher token has been there. */
  private static final String FENCE =
      """
      INSERT INTO fences AS f (shard, token) VALUES (?, ?)
      ON CONFLICT (shard) DO UPDATE SET token = excluded.token WHERE f.token <= excluded.token
      """;

  private final String url;

  /** The ledger in a database, by its address. */
  Ledger(String url) {
    this.url = url;
  }

  /** Something that is done, or not done, as a whole. */
  @FunctionalInterface
  interface Work {
    /** Does it. */
    void on(Connection connection) throws SQLException;
  }

  /**
   * A batch that a node began.
   *
   * @param node whose batch it was
   * @param shard of which part of the cache
   * @param token by which right
   */
  record Batch(String node, String shard, long token) {}

  /** Makes the tables. */
  Ledger create() {
    transaction(
        connection -> {
          for (String table : SCHEMA) {
            connection.createStatement().execute(table);
          }
        });
    return this;
  }

  /** Does all of the work or, if it throws, nothing. */
  void transaction(Work work) {
    try (Connection connection = DriverManager.getConnection(url)) {
      connection.setAutoCommit(false);
      work.on(connection);
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes rows, and that they were written. */
  static void apply(Connection connection, List<Change> changes) throws SQLException {
    // First all rows, which are held from then on, and then the log.
    execute(connection, STORE, changes);
    execute(connection, "INSERT INTO applied (name, value) VALUES (?, ?)", changes);
  }

  private static void execute(Connection connection, String sql, List<Change> changes)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (Change change : changes) {
        statement.setString(1, change.key());
        statement.setString(2, change.value());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** Whether nobody with a higher token has written that part of the cache. */
  static boolean passes(Connection connection, String shard, long token) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FENCE)) {
      statement.setString(1, shard);
      statement.setLong(2, token);
      return statement.executeUpdate() == 1;
    }
  }

  /** Notes that a node begins a batch. */
  void begin(Batch batch) {
    transaction(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "INSERT INTO batches (node, shard, token) VALUES (?, ?, ?)")) {
            statement.setString(1, batch.node());
            statement.setString(2, batch.shard());
            statement.setLong(3, batch.token());
            statement.executeUpdate();
          }
        });
  }

  /** The rows that are not deleted. */
  List<Change> items() {
    return changes("SELECT name, value FROM items WHERE value IS NOT NULL ORDER BY name");
  }

  /** All writes, in their order. */
  List<Change> applied() {
    return changes("SELECT name, value FROM applied ORDER BY id");
  }

  /** All batches, in the order in which they began. */
  List<Batch> batches() {
    List<Batch> batches = new ArrayList<>();
    query(
        "SELECT node, shard, token FROM batches ORDER BY id",
        row -> batches.add(new Batch(row.getString(1), row.getString(2), row.getLong(3))));
    return batches;
  }

  private List<Change> changes(String sql) {
    List<Change> changes = new ArrayList<>();
    query(sql, row -> changes.add(new Change(row.getString(1), row.getString(2))));
    return changes;
  }

  private void query(String sql, Reader reader) {
    transaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql);
              ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              reader.read(row);
            }
          }
        });
  }

  /** Reads a row. */
  @FunctionalInterface
  private interface Reader {
    void read(ResultSet row) throws SQLException;
  }
}
