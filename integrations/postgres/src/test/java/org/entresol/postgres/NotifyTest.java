package org.entresol.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.entresol.EntresolCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What statements in the database do to a cache in the heap that follows it by notifications. */
@Tag("server")
class NotifyTest {
  private final TestDatabase database = new TestDatabase().withCustomers();
  private Node node;
  private EntresolCache<String, String> customers;

  @BeforeEach
  void open(@TempDir Path folder) {
    node = Node.ofCustomers(folder, database);
    customers = node.customers();
    node.awaitFollowing();
    for (int id = 1; id <= 1000; id++) {
      customers.put("" + id, "old " + id);
    }
  }

  @AfterEach
  void close() {
    node.close();
  }

  private void awaitGone(String id) {
    await().untilAsserted(() -> assertThat(customers.get(id)).isNull());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UPDATE customers SET name = 'new' WHERE id = 7",
        "DELETE FROM customers WHERE id = 7",
        "INSERT INTO customers VALUES (7, 'new') ON CONFLICT (id) DO UPDATE SET name = 'new'",
        "WITH d AS (DELETE FROM customers WHERE id = 7 RETURNING id) SELECT * FROM d",
      })
  void statement_onOneRow_invalidatesItAlone(String statement) {
    database.run(statement);

    awaitGone("7");
    assertThat(customers).hasSize(999);
    assertThat(node.feed().getInvalidatedKeys()).isEqualTo(1);
  }

  @Test
  void insert_ofWhatWasKnownToBeAbsent_invalidatesIt() {
    customers.put("2000", "nobody");

    database.run("INSERT INTO customers VALUES (2000, 'somebody')");

    awaitGone("2000");
  }

  @Test
  void update_ofTheKey_invalidatesBoth() {
    customers.put("2007", "nobody");

    database.run("UPDATE customers SET id = 2007 WHERE id = 7");

    awaitGone("7");
    awaitGone("2007");
  }

  @Test
  void update_ofAsManyRowsAsAreTold_invalidatesThemAlone() {
    database.run("UPDATE customers SET name = 'new' WHERE id <= 500");

    await().untilAsserted(() -> assertThat(customers).hasSize(500));
    assertThat(customers.containsKey("501")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"UPDATE customers SET name = 'new' WHERE id <= 501", "TRUNCATE customers"})
  void statement_onMoreRows_invalidatesAll(String statement) {
    database.run(statement);

    await().untilAsserted(() -> assertThat(customers).isEmpty());
  }

  @Test
  void update_ofNoRow_tellsNothing() {
    database.run("UPDATE customers SET name = 'new' WHERE id = 0");
    database.run("UPDATE customers SET name = 'new' WHERE id = 7");

    awaitGone("7");
    assertThat(node.feed().getChanges()).isEqualTo(1);
  }

  @Test
  void transaction_rolledBack_tellsNothing() throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("UPDATE customers SET name = 'new' WHERE id = 8");
      connection.rollback();
    }
    database.run("UPDATE customers SET name = 'new' WHERE id = 7");

    awaitGone("7");
    assertThat(customers.containsKey("8")).isTrue();
  }
}
