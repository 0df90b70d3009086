package org.entresol.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.cache.CacheException;
import org.entresol.testing.PostgresServer;
import org.entresol.testing.RedisServers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a replication slot must not lose, tell too early or take from others. */
@Tag("server")
class SlotTest {
  private final TestDatabase database = new TestDatabase().withCustomers();
  private final String slot = "entresol_" + database.name();

  private Node open(Path folder) {
    return open(folder, database);
  }

  private static Node open(Path folder, TestDatabase of) {
    return Node.shared(folder, of, "slot", RedisServers.shared().address());
  }

  private static void awaitGone(Node node, String id) {
    await().untilAsserted(() -> assertThat(node.customers().get(id)).isNull());
  }

  /** As of a node that ended between the two: the next one hears of the gap all the same. */
  @Test
  void slot_madeByANodeThatFailedThen_tellsTheNextOfTheGap(@TempDir Path folder)
      throws SQLException {
    open(folder).awaitFollowing().close();
    database.dropSlot(slot);
    try (Connection failing = database.connect()) {
      new SlotKeeper(failing, Slot.of(database.name(), List.of()))
          .require(Duration.ofSeconds(5), false);
    }

    try (Node node = open(folder).awaitFollowing()) {
      assertThat(node.feed().getGaps()).isEqualTo(1);
      assertThat(node.feed().getRecalls()).isPositive();
    }
    try (Node node = open(folder).awaitFollowing()) {
      assertThat(node.feed().getGaps()).isZero();
    }
  }

  @Test
  void slot_ofAnotherDatabase_isRefusedAndLeftAlone(@TempDir Path folder) {
    new TestDatabase()
        .run("SELECT pg_create_logical_replication_slot('%s', 'pgoutput')".formatted(slot));

    assertThatThrownBy(() -> open(folder))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("allowed: another namespace here");

    assertThat(
            database.text(
                "SELECT count(*) FROM pg_replication_slots WHERE slot_name = '%s'".formatted(slot)))
        .isEqualTo("1");
  }

  @Test
  void slot_ofAnotherPlugin_isRefused(@TempDir Path folder) {
    database.run("SELECT pg_create_physical_replication_slot('%s')".formatted(slot));

    assertThatThrownBy(() -> open(folder))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("is one of the plugin null in the database null");
  }

  @Test
  void publication_droppedWhileFollowing_isMadeAgainAndAllGoes(@TempDir Path folder) {
    try (Node node = open(folder).awaitFollowing()) {
      node.customers().put("8", "old");

      database.run(
          "DROP PUBLICATION \"entresol_%s\"".formatted(database.name()),
          "UPDATE customers SET name = 'new' WHERE id = 8");

      awaitGone(node, "8");
      node.customers().put("7", "old");
      database.run("UPDATE customers SET name = 'new' WHERE id = 7");
      awaitGone(node, "7");
    }
  }

  /** What waits for a standby is in the log, and what others load is what was before. */
  @Test
  void change_thatOthersDoNotSeeYet_isToldOnceTheyDo(@TempDir Path folder) throws Exception {
    try (PostgresServer server =
        PostgresServer.start(
            "wal_level=logical", "synchronous_standby_names=nobody", "synchronous_commit=local")) {
      TestDatabase of = new TestDatabase(server).withCustomers();
      try (Node node = open(folder, of).awaitFollowing()) {
        node.customers().put("7", "old");
        CompletableFuture<Void> committing =
            CompletableFuture.runAsync(
                () ->
                    of.run(
                        "SET synchronous_commit = on",
                        "UPDATE customers SET name = 'new' WHERE id = 7"));
        String waiting = "FROM pg_stat_activity WHERE wait_event = 'SyncRep'";
        await().until(() -> of.text("SELECT count(*) " + waiting).equals("1"));

        await().during(Duration.ofMillis(700)).until(() -> "old".equals(node.customers().get("7")));
        assertThat(of.name("7")).isEqualTo("old 7");
        of.run("SELECT pg_cancel_backend(pid) " + waiting);

        awaitGone(node, "7");
        assertThat(of.name("7")).isEqualTo("new");
        committing.join();
      }
    }
  }
}
