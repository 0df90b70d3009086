package org.entresol.tier.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.entresol.testing.CommandStats;
import org.entresol.testing.RedisServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The messages by which nodes find out whether they are still subscribed. */
@Tag("server")
class PingsTest {

  private static final int NODES = 6;

  @Test
  void pings_ofManyNodes_areSentByOneAtATime() {
    try (RedisServer server = RedisServer.start();
        TestNodes nodes = new TestNodes(server.address())) {
      for (int i = 0; i < NODES; i++) {
        nodes.open("node" + i, "c", false).listen(new Silent());
      }
      CommandStats before = CommandStats.of(server);

      // By which each node measures its clock before it looks whether a ping is needed.
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> CommandStats.of(server).since(before).callsOf("time") >= 10 * NODES);

      CommandStats made = CommandStats.of(server).since(before);
      assertThat(made.callsOf("publish")).isBetween(2L, made.callsOf("time") / 2);
    }
  }
}
