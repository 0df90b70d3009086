package org.entresol.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.entresol.testing.RedisServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes whose cache lies in Redis: one of them hears of changes, for both. */
@Tag("server")
class SharedTest {
  private final TestDatabase database = new TestDatabase().withCustomers();
  private final List<Node> nodes = new ArrayList<>();

  private void open(Path folder, String source) {
    String redis = RedisServers.shared().address();
    nodes.add(Node.shared(folder, database, source, redis).awaitFollowing());
    nodes.add(Node.shared(folder, database, source, redis));
  }

  /** The one that hears of changes. */
  private Node one() {
    return nodes.get(0);
  }

  private Node other() {
    return nodes.get(1);
  }

  @AfterEach
  void close() {
    nodes.forEach(Node::close);
  }

  /** Both hold it near. */
  private void put(String id, String name) {
    one().customers().put(id, name);
    assertThat(other().customers().get(id)).isEqualTo(name);
  }

  private void awaitGone(Node node, String id) {
    await().untilAsserted(() -> assertThat(node.customers().get(id)).isNull());
  }

  @ParameterizedTest
  @ValueSource(strings = {"notify", "slot"})
  void change_heardByOne_isSeenByBoth(String source, @TempDir Path folder) {
    open(folder, source);
    put("7", "old");
    put("8", "old");

    database.run(
        "UPDATE customers SET name = 'new' WHERE id = 7",
        "UPDATE customers SET id = 3008 WHERE id = 8");

    awaitGone(one(), "7");
    awaitGone(other(), "7");
    awaitGone(other(), "8");
    assertThat(other().feed().isConnected()).isFalse();
    assertThat(other().feed().isLeader()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"notify", "slot"})
  void truncate_heardByOne_emptiesBoth(String source, @TempDir Path folder) {
    open(folder, source);
    put("7", "old");

    database.run("TRUNCATE customers");

    awaitGone(one(), "7");
    awaitGone(other(), "7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"notify", "slot"})
  void holder_leaving_isFollowedAndNothingIsMissed(String source, @TempDir Path folder) {
    open(folder, source);
    put("7", "old");

    one().close();
    database.run("UPDATE customers SET name = 'new' WHERE id = 7");

    awaitGone(other(), "7");
    other().awaitFollowing();
    assertThat(other().feed().isLeader()).isTrue();
  }

  @Test
  void slot_taken_keepsWhatWasNotConfirmed(@TempDir Path folder) {
    open(folder, "slot");
    put("7", "old");
    put("8", "old");

    one().close();
    database.run("UPDATE customers SET name = 'new' WHERE id = 7");

    awaitGone(other(), "7");
    assertThat(other().customers().get("8")).isEqualTo("old");
    assertThat(other().feed().getGaps()).isZero();
  }

  @Test
  void slot_idle_isConfirmedByHeartbeats(@TempDir Path folder) {
    open(folder, "slot");
    String before = confirmed();

    await().until(() -> !confirmed().equals(before));

    assertThat(one().feed().getRetainedBytes()).isPositive();
  }

  private String confirmed() {
    return database.text(
        "SELECT confirmed_flush_lsn::text FROM pg_replication_slots WHERE slot_name = 'entresol_"
            + database.name()
            + "'");
  }

  @Test
  void slot_dropped_isMadeAgainAndAllGoes(@TempDir Path folder) {
    open(folder, "slot");
    put("8", "old");

    database.dropSlot("entresol_" + database.name());

    await().until(() -> one().feed().getGaps() > 1);
    awaitGone(other(), "8");
  }

  /** A process that was stopped and goes on does not know that another has the lead by now. */
  @Test
  void slot_stillStreamedByAFormerHolder_isTakenFromIt(@TempDir Path folder) throws SQLException {
    open(folder, "slot");

    try (Connection next = database.connect()) {
      new SlotKeeper(next, Slot.of(database.name(), List.of()))
          .require(Duration.ofSeconds(5), false);
    }

    await().until(() -> one().feed().getFailures() > 0);
    put("7", "old");
    database.run("UPDATE customers SET name = 'new' WHERE id = 7");
    awaitGone(one(), "7");
  }

  /** What takes longer than a message to oneself may is no silence, and is not begun again. */
  @Test
  void slot_longTransaction_isTakenInOneGo(@TempDir Path folder) {
    open(folder, "slot");
    put("20000", "old");

    database.run("INSERT INTO customers SELECT n, 'x' FROM generate_series(1001, 20000) n");

    awaitGone(other(), "20000");
    await().until(() -> one().feed().getChanges() >= 19_000);
    assertThat(one().feed().getFailures()).isZero();
  }
}
