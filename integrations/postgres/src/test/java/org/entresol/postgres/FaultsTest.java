package org.entresol.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.entresol.testing.ChaosProxy;
import org.entresol.testing.PostgresServer;
import org.entresol.testing.RedisServers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is changed while something is broken goes all the same, once it is mended. */
@Tag("server")
class FaultsTest {
  private @Nullable TcpProxy network;
  private @Nullable ChaosProxy way;
  private @Nullable Node node;

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : Stream.of(node, network, way).filter(Objects::nonNull).toList()) {
      each.close();
    }
  }

  private Node open(Path folder, TestDatabase of, String source) {
    TcpProxy proxy = new TcpProxy(of.url());
    ChaosProxy toRedis = ChaosProxy.before(RedisServers.shared());
    network = proxy;
    way = toRedis;
    Node opened =
        new Node(
            folder, Node.sharedYaml(of, proxy.url(), source, toRedis.address()) + Node.CUSTOMERS);
    node = opened;
    return opened.awaitFollowing();
  }

  private static void assertGone(Node node, String... ids) {
    for (String id : ids) {
      await().ignoreExceptions().untilAsserted(() -> assertThat(node.customers().get(id)).isNull());
    }
  }

  private static void change(TestDatabase database, String id) {
    database.run("UPDATE customers SET name = 'new' WHERE id = " + id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"notify", "slot"})
  void connection_cut_missesNothing(String source, @TempDir Path folder) {
    TestDatabase of = new TestDatabase().withCustomers();
    Node opened = open(folder, of, source);
    opened.customers().put("7", "old");
    opened.customers().put("8", "old");

    Objects.requireNonNull(network).refuse(true);
    change(of, "7");
    await().until(() -> !opened.feed().isConnected());
    Objects.requireNonNull(network).refuse(false);

    assertGone(opened, "7");
    opened.customers().put("9", "old");
    change(of, "9");
    assertGone(opened, "9");
    assertThat(opened.customers().get("8")).isEqualTo(source.equals("slot") ? "old" : null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"notify", "slot"})
  void connection_silent_isFoundAndMissesNothing(String source, @TempDir Path folder) {
    TestDatabase of = new TestDatabase().withCustomers();
    Node opened = open(folder, of, source);
    opened.customers().put("7", "old");

    Objects.requireNonNull(network).stall(true);
    change(of, "7");
    await().until(() -> opened.feed().getFailures() > 0);
    Objects.requireNonNull(network).stall(false);

    assertGone(opened, "7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"notify", "slot"})
  void server_killedAfterACommit_missesNothing(String source, @TempDir Path folder) {
    try (PostgresServer server = PostgresServer.start(TestDatabase.SETTINGS)) {
      TestDatabase of = new TestDatabase(server).withCustomers();
      Node opened = open(folder, of, source);
      opened.customers().put("7", "old");
      Objects.requireNonNull(network).refuse(true);
      change(of, "7");

      server.restart();
      Objects.requireNonNull(network).refuse(false);

      assertGone(opened, "7");
      opened.customers().put("8", "old");
      change(of, "8");
      assertGone(opened, "8");
      opened.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"notify", "slot"})
  void redis_away_changeIsDoneWhenItIsBack(String source, @TempDir Path folder) {
    TestDatabase of = new TestDatabase().withCustomers();
    Node opened = open(folder, of, source);
    opened.customers().put("7", "old");

    Objects.requireNonNull(way).refuse(true);
    Objects.requireNonNull(way).cut();
    change(of, "7");
    await().until(() -> opened.feed().getFailures() > 0);
    Objects.requireNonNull(way).refuse(false);

    assertGone(opened, "7");
  }

  @Test
  void notification_ofAnUnknownForm_invalidatesAll(@TempDir Path folder) {
    TestDatabase of = new TestDatabase().withCustomers();
    Node opened = open(folder, of, "notify");
    opened.customers().put("7", "old");

    of.run("SELECT pg_notify('entresol_%s', '2 other')".formatted(of.name()));

    assertGone(opened, "7");
  }

  /** A former holder that is stopped and does not know it must not keep the slot from the next. */
  @ParameterizedTest
  @ValueSource(strings = {"notify", "slot"})
  void holder_cutOffFromRedis_isFollowedWithinItsLease(String source, @TempDir Path folder) {
    TestDatabase of = new TestDatabase().withCustomers();
    Node holder = open(folder, of, source);
    try (Node next = Node.shared(folder, of, source, RedisServers.shared().address())) {
      next.customers().put("7", "old");
      assertThat(next.feed().isLeader()).isFalse();

      Objects.requireNonNull(way).stall(true);
      change(of, "7");

      await()
          .atMost(FastFeeds.LEASE.multipliedBy(4))
          .until(() -> next.customers().get("7") == null);
      assertThat(next.feed().isLeader()).isTrue();
      await().until(() -> !holder.feed().isLeader());
    } finally {
      Objects.requireNonNull(way).stall(false);
    }
  }
}
