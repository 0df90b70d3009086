package org.entresol.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.integration.CacheLoader;
import javax.sql.DataSource;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.LoadSnapshot;
import org.entresol.SnapshotLoader;
import org.entresol.Stack;
import org.entresol.Timed;
import org.entresol.testing.PostgresServer;
import org.entresol.testing.Quotation;
import org.entresol.testing.RedisServer;
import org.entresol.testing.RedisServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Loads that read what was before a change, after it was told: from a replica that lags. */
@Tag("server")
class ReplicaTest {
  private static final PostgresServer PRIMARY = PostgresServer.start(TestDatabase.SETTINGS);
  private static final PostgresServer REPLICA = PRIMARY.replica();

  private final TestDatabase database = new TestDatabase(PRIMARY).withCustomers();
  private final TestDatabase replica = database.at(REPLICA);
  private final List<Node> nodes = new ArrayList<>();

  @TempDir private Path folder;

  @AfterAll
  static void end() {
    REPLICA.close();
    PRIMARY.close();
  }

  @BeforeEach
  void awaitReplica() {
    await().ignoreExceptions().until(() -> "old 1000".equals(replica.name("1000")));
  }

  @AfterEach
  void close() {
    nodes.forEach(Node::close);
    resume();
  }

  /** Has the replica stand still: it answers, and does not hear of changes. */
  private void pause() {
    replica.run("SELECT pg_wal_replay_pause()");
    await().until(() -> replica.text("SELECT pg_get_wal_replay_pause_state()").equals("paused"));
  }

  private void resume() {
    replica.run("SELECT pg_wal_replay_resume()");
  }

  private Node open(String source) {
    String redis = RedisServers.shared().address();
    Node node = new Node(folder, Node.sharedYaml(database, database.url(), source, redis));
    nodes.add(node);
    return node;
  }

  private CacheLoader<String, String> fromReplica() {
    return Customers.loader(source());
  }

  private DataSource source() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(replica.url());
    return source;
  }

  private static EntresolCache<String, String> customers(
      Node node, Stack stack, LoadSnapshot snapshot, CacheLoader<String, String> loader) {
    return node.manager()
        .createCache(
            "customers",
            EntresolConfiguration.builder(String.class, String.class)
                .stack(stack)
                .loader(() -> loader)
                .readThrough(true)
                .load(load -> load.snapshot(snapshot).absent(Duration.ofMinutes(1)))
                .build());
  }

  /** A node that hears of changes, and loads from the replica. */
  private record Followed(
      Node node, TestDatabase database, EntresolCache<String, String> customers) {

    /** Changes something, and returns when the node has dropped what that concerns. */
    void change(String sql) {
      ReplicaTest.change(node, database, sql);
    }
  }

  private Followed follow(Stack stack, String source) {
    Node node = open(source);
    EntresolCache<String, String> customers =
        customers(node, stack, LoadSnapshot.POSTGRES, fromReplica());
    node.awaitFollowing();
    return new Followed(node, database, customers);
  }

  private void change(Node node, String sql) {
    change(node, database, sql);
  }

  private static void change(Node node, TestDatabase database, String sql) {
    long before = node.feed().getInvalidatedKeys() + node.feed().getRecalls();
    database.run(sql);
    await().until(() -> node.feed().getInvalidatedKeys() + node.feed().getRecalls() > before);
  }

  private static void assertGivenAndNotKept(EntresolCache<String, String> customers) {
    assertThat(customers.get("7")).isEqualTo("old 7");
    assertThat(customers.containsKey("7")).isFalse();
  }

  /** What this test is about. */
  @Test
  void load_fromALaggingReplicaWithoutSnapshots_staysInTheCache() {
    Node node = open("notify");
    EntresolCache<String, String> customers =
        customers(node, Stack.HEAP_REDIS, LoadSnapshot.NONE, fromReplica());
    node.awaitFollowing();
    pause();
    change(node, "UPDATE customers SET name = 'new' WHERE id = 7");

    assertThat(customers.get("7")).isEqualTo("old 7");
    resume();
    await().until(() -> "new".equals(replica.name("7")));

    assertThat(customers.get("7")).isEqualTo("old 7");
  }

  @ParameterizedTest
  @CsvSource({"HEAP, notify", "REDIS, notify", "HEAP_REDIS, notify", "HEAP_REDIS, slot"})
  void load_fromALaggingReplica_isGivenAndNotKept(Stack stack, String source) {
    Followed shop = follow(stack, source);
    // What was committed before this node began to follow has come to the replica.
    await().until(() -> shop.customers().get("7") != null && shop.customers().containsKey("7"));
    pause();
    shop.change("UPDATE customers SET name = 'new' WHERE id IN (7, 8)");

    assertThat(shop.customers().get("7")).isEqualTo("old 7");
    assertThat(shop.customers().getAll(Set.of("7", "8", "9")))
        .isEqualTo(Map.of("7", "old 7", "8", "old 8", "9", "old 9"));
    assertThat(shop.customers().containsKey("7")).isFalse();
    assertThat(shop.customers().containsKey("8")).isFalse();
    assertThat(shop.customers().containsKey("9")).as("nobody has changed it").isTrue();
    resume();

    await().untilAsserted(() -> assertThat(shop.customers().get("7")).isEqualTo("new"));
    // What is open on the primary keeps a replica from saying that it has seen a change.
    await()
        .untilAsserted(
            () -> {
              assertThat(shop.customers().get("7")).isEqualTo("new");
              assertThat(shop.customers().containsKey("7")).isTrue();
            });
  }

  @Test
  void load_onAnotherNodeThanTheOneThatListens_isNotKept() {
    Node listening = open("notify");
    EntresolCache<String, String> there =
        customers(listening, Stack.HEAP_REDIS, LoadSnapshot.POSTGRES, fromReplica());
    listening.awaitFollowing();
    EntresolCache<String, String> here =
        customers(open("notify"), Stack.HEAP_REDIS, LoadSnapshot.POSTGRES, fromReplica());
    pause();
    change(listening, "UPDATE customers SET name = 'new' WHERE id = 7");

    assertGivenAndNotKept(here);
    assertThat(there.containsKey("7")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"HEAP, notify", "HEAP_REDIS, notify", "HEAP_REDIS, slot"})
  void load_afterAChangeOfTheWholeTable_isNotKept(Stack stack, String source) {
    Followed shop = follow(stack, source);
    pause();
    shop.change("TRUNCATE customers");

    assertGivenAndNotKept(shop.customers());
  }

  /** That a row is not there yet must not be remembered either. */
  @Test
  void absence_readFromALaggingReplica_isNotRemembered() {
    Followed shop = follow(Stack.HEAP_REDIS, "notify");
    pause();
    shop.change("INSERT INTO customers VALUES (2000, 'new')");
    assertThat(shop.customers().get("2000")).isNull();
    resume();
    await().until(() -> "new".equals(replica.name("2000")));

    assertThat(shop.customers().get("2000")).isEqualTo("new");
  }

  /** What nobody told, as nobody listened, is missing in the replica all the same. */
  @Test
  void load_afterChangesThatNobodyHeard_isNotKept() {
    pause();
    database.run("UPDATE customers SET name = 'new' WHERE id = 7");
    Followed shop = follow(Stack.HEAP_REDIS, "notify");
    await().until(() -> shop.node().feed().getRecalls() > 0);

    assertGivenAndNotKept(shop.customers());
  }

  /** The snapshot of a standby does not name those that are open: it would seem to show all. */
  @Test
  void load_fromAReplicaToWhichTheTransactionIsStillOpen_isNotKept() throws SQLException {
    Followed shop = follow(Stack.HEAP_REDIS, "notify");
    try (Connection slow = database.connect();
        Statement statement = slow.createStatement()) {
      slow.setAutoCommit(false);
      statement.execute("UPDATE customers SET name = 'new' WHERE id = 7");
      database.run("UPDATE customers SET name = 'new' WHERE id = 8");
      await().until(() -> "new".equals(replica.name("8")));
      pause();
      long before = shop.node().feed().getInvalidatedKeys();
      slow.commit();
      await().until(() -> shop.node().feed().getInvalidatedKeys() > before);
    }

    assertGivenAndNotKept(shop.customers());
  }

  /** Reads by a transaction that somebody has begun. */
  private record InTransaction(Connection connection) implements SnapshotLoader<String, String> {
    @Override
    public Reading<String, String> read(Set<String> keys) {
      try {
        String snapshot = SourceSnapshots.of(connection);
        Map<String, Timed<String>> values = new HashMap<>();
        Customers.read(connection, keys).forEach((key, value) -> values.put(key, Timed.of(value)));
        return new Reading<>(values, snapshot);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void load_inATransactionThatBeganBefore_isNotKept() throws SQLException {
    Node node = open("notify");
    try (Connection earlier = database.connect()) {
      earlier.setAutoCommit(false);
      earlier.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      EntresolCache<String, String> customers =
          customers(node, Stack.HEAP_REDIS, LoadSnapshot.POSTGRES, new InTransaction(earlier));
      node.awaitFollowing();
      assertThat(customers.get("1")).isEqualTo("old 1");
      change(node, "UPDATE customers SET name = 'new' WHERE id = 7");

      assertGivenAndNotKept(customers);
      earlier.commit();

      assertThat(customers.get("7")).isEqualTo("new");
      assertThat(customers.containsKey("7")).isTrue();
    }
  }

  /** A loader that says nothing may have read anything. */
  @Test
  void load_thatTellsNoSnapshot_isNotKeptAfterAChange() {
    Node node = open("notify");
    EntresolCache<String, String> customers =
        customers(
            node,
            Stack.HEAP_REDIS,
            LoadSnapshot.POSTGRES,
            new CacheLoader<>() {
              @Override
              public String load(String key) {
                return String.valueOf(database.name(key));
              }

              @Override
              public Map<String, String> loadAll(Iterable<? extends String> keys) {
                Map<String, String> loaded = new HashMap<>();
                keys.forEach(key -> loaded.put(key, load(key)));
                return loaded;
              }
            });
    node.awaitFollowing();
    await().until(() -> node.feed().getRecalls() > 0);
    change(node, "UPDATE customers SET name = 'new' WHERE id = 7");

    assertThat(customers.get("7")).isEqualTo("new");

    assertThat(customers.containsKey("7")).isFalse();
  }

  @Test
  void snapshots_ofACacheToWhichNoTableLeads_areRefused() {
    Node node = open("notify");
    EntresolConfiguration<String, String> asking =
        EntresolConfiguration.builder(String.class, String.class)
            .loader(this::fromReplica)
            .readThrough(true)
            .load(load -> load.snapshot(LoadSnapshot.POSTGRES))
            .build();

    assertThatThrownBy(() -> node.manager().createCache("others", asking))
        .hasMessageContaining("The cache 'others' has load.snapshot: postgres, and file:")
        .hasMessageContaining("postgres maps no table to it; allowed: none, or a table below");
  }

  /** Nothing can be asked then, and what was loaded is kept near for a short time as ever. */
  @Test
  void load_whileRedisIsAway_isKeptNear() {
    AtomicInteger loads = new AtomicInteger();
    try (RedisServer redis = RedisServer.start()) {
      String yaml = Node.sharedYaml(database, database.url(), "notify", redis.address());
      Node node = new Node(folder, yaml);
      nodes.add(node);
      EntresolCache<String, String> customers =
          customers(
              node,
              Stack.HEAP_REDIS,
              LoadSnapshot.POSTGRES,
              SourceSnapshots.loader(
                  source(),
                  (connection, keys) -> {
                    loads.incrementAndGet();
                    return Customers.read(connection, keys);
                  }));
      node.awaitFollowing();
      redis.kill();
      await().ignoreExceptions().until(() -> "old 7".equals(customers.get("7")));
      await()
          .until(
              () -> {
                customers.get("8");
                int before = loads.get();
                customers.get("8");
                return loads.get() == before;
              });
    }
  }

  @Test
  void manual_ofSnapshots_quotesTheCodeThatRunsHere() throws IOException {
    Quotation quotation = new Quotation("snapshots");

    assertThat(quotation.in(Path.of("../../src/site/markdown/invalidation.md")))
        .containsExactly(
            quotation.code(Path.of("src/test/java/org/entresol/postgres/Customers.java")));
  }
}
