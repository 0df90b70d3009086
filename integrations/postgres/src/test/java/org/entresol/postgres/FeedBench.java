package org.entresol.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.entresol.feed.TableMapping;
import org.entresol.testing.RedisServers;

/**
 * Figures of following a database, beside servers of its own: from a commit to the dropped near
 * entry on another node, of 10,000 rows in one statement, and what triggers cost a statement.
 */
final class FeedBench {
  private static final int CHANGES = 1_000;
  private static final int WARM_UP = 200;

  private FeedBench() {}

  public static void main(String[] arguments) throws SQLException, IOException {
    for (String source : new String[] {"notify", "slot"}) {
      TestDatabase database = new TestDatabase().withCustomers();
      Path folder = Files.createTempDirectory("bench");
      String redis = RedisServers.shared().address();
      try (Node holder = Node.shared(folder, database, source, redis).awaitFollowing();
          Node other = Node.shared(folder, database, source, redis);
          Connection connection = database.connect();
          Statement statement = connection.createStatement()) {
        measure(source, holder, other, statement);
      }
    }
    statements();
  }

  private static void measure(String source, Node holder, Node other, Statement statement)
      throws SQLException {
    long[] nanos = new long[CHANGES];
    for (int i = 0; i < WARM_UP + CHANGES; i++) {
      String id = "" + (1 + i % 1000);
      holder.customers().put(id, "old");
      other.customers().get(id);
      statement.execute("UPDATE customers SET name = 'n" + i + "' WHERE id = " + id);
      long committed = System.nanoTime();
      await(other, id);
      if (i >= WARM_UP) {
        nanos[i - WARM_UP] = System.nanoTime() - committed;
      }
    }
    Arrays.sort(nanos);
    System.out.printf(
        "%s: commit to dropped near entry, %d changes: p50 %.1f ms, p99 %.1f ms%n",
        source, CHANGES, nanos[CHANGES / 2] / 1e6, nanos[CHANGES * 99 / 100] / 1e6);
    statement.execute("INSERT INTO customers SELECT n, 'x' FROM generate_series(1001, 10000) n");
    holder.customers().put("10000", "old");
    other.customers().get("10000");
    statement.execute("UPDATE customers SET name = 'many'");
    long committed = System.nanoTime();
    await(other, "10000");
    System.out.printf(
        "%s: 10,000 rows in one statement: %.1f ms%n",
        source, (System.nanoTime() - committed) / 1e6);
  }

  private static void await(Node node, String id) {
    while (node.customers().containsKey(id)) {
      LockSupport.parkNanos(100_000);
    }
  }

  private static void statements() throws SQLException {
    TestDatabase plain = new TestDatabase().withCustomers();
    TestDatabase followed = new TestDatabase().withCustomers();
    try (Connection without = plain.connect();
        Connection with = followed.connect();
        Statement one = without.createStatement();
        Statement other = with.createStatement()) {
      FollowedTable table =
          FollowedTable.of(
                  List.of(new TableMapping("", "customers", "c", row -> List.of(), List.of("id"))))
              .get(0);
      for (String ddl : Triggers.ddl("bench", table)) {
        other.execute(ddl);
      }
      for (int rows : new int[] {1, 100, 1000}) {
        double[] micros = {1e9, 1e9};
        for (int round = 0; round < 15; round++) {
          micros[0] = Math.min(micros[0], time(one, rows));
          micros[1] = Math.min(micros[1], time(other, rows));
        }
        System.out.printf(
            "update of %d rows: %.0f µs without triggers, %.0f µs with%n",
            rows, micros[0], micros[1]);
      }
    }
  }

  private static double time(Statement statement, int rows) throws SQLException {
    int times = rows < 100 ? 200 : 20;
    long begin = System.nanoTime();
    for (int i = 0; i < times; i++) {
      statement.execute("UPDATE customers SET name = 'a" + i + "' WHERE id <= " + rows);
    }
    return (System.nanoTime() - begin) / 1e3 / times;
  }
}
