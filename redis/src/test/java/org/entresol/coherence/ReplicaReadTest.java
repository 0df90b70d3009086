package org.entresol.coherence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.entresol.redis.FewConnections;
import org.entresol.testing.CommandStats;
import org.entresol.testing.RedisServer;
import org.entresol.testing.RespClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reads from a replica that is behind its master. */
@Tag("server")
final class ReplicaReadTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @RegisterExtension private final Nodes nodes = new Nodes();

  private final RedisServer master = nodes.server("repl-diskless-sync-delay 0");
  private final RedisServer replica = nodes.server();
  private final Node writer = nodes.node(master.address(), Nodes.ONE_PARTITION);

  @BeforeEach
  void follow() {
    try (RespClient client = replica.connect()) {
      client.command("REPLICAOF", "127.0.0.1", "" + master.port());
      await()
          .atMost(LONG)
          .until(() -> client.text("INFO", "replication").contains("master_link_status:up"));
    }
  }

  /** The replica stays where it is and goes on answering, as one with an endless delay. */
  private void fallBehind() {
    try (RespClient client = replica.connect()) {
      client.command("REPLICAOF", "NO", "ONE");
    }
  }

  private Node reader() {
    return nodes.closing(
        Node.start(
            FewConnections.many(
                "masterSlaveServersConfig",
                "masterAddress: \"%s\", slaveAddresses: [ \"%s\" ], readMode: SLAVE, timeout: 20000"
                    .formatted(master.address(), replica.address())),
            Nodes.ONE_PARTITION));
  }

  private void awaitOnReplica(String key) {
    try (RespClient client = replica.connect()) {
      await().until(() -> client.number("EXISTS", Node.partition(0, "e:s:" + key)) == 1);
    }
  }

  @Test
  void get_replicaBehindAnAnnouncement_doesNotBecomeNear() {
    Node reader = reader();
    writer.cache().put("key", "old");
    awaitOnReplica("key");
    assertThat(reader.cache().get("key")).isEqualTo("old");
    fallBehind();

    writer.cache().put("key", "new");
    await().until(() -> !reader.holds("key"));

    // The tasks that keep the node coherent run meanwhile, several times.
    long before = pings();
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              reader.cache().get("key");
              assertThat(reader.holds("key")).as("an older value in the near cache").isFalse();
              return pings() > before + 8;
            });
  }

  /** Both nodes ping once a second, through the master. */
  private long pings() {
    return CommandStats.of(master).callsOf("publish");
  }

  @Test
  void get_replicaBehindAnOwnWrite_isTheOwnWrite() {
    Node reader = reader();
    reader.cache().put("key", "old");
    awaitOnReplica("key");
    fallBehind();

    reader.cache().put("key", "new");

    long before = pings();
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              assertThat(reader.cache().get("key")).isEqualTo("new");
              return pings() > before + 8;
            });
  }

  @Test
  void get_replicaInStep_becomesNearFromTheReplica() throws Exception {
    Node reader = reader();
    writer.cache().put("key", "value");
    awaitOnReplica("key");

    long asked = Nodes.entriesAskedFor(replica, () -> reader.cache().get("key"));

    assertThat(asked).isEqualTo(1);
    await().until(() -> "value".equals(reader.cache().get("key")) && reader.holds("key"));
    assertThat(Nodes.entriesAskedFor(replica, () -> reader.cache().get("key"))).isZero();
  }
}
