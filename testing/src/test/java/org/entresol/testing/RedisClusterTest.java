package org.entresol.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("cluster")
class RedisClusterTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @Test
  void killMaster_cluster_servesItsSlotsFromTheReplica() {
    try (RedisCluster cluster = RedisCluster.start()) {
      assertThat(cluster.addresses()).hasSize(6).doesNotHaveDuplicates();
      List<RedisServer> masters = cluster.masters();
      assertThat(masters).hasSize(3).isEqualTo(cluster.nodes().subList(0, 3));
      // The slot of "foo" is 12182, the third master's.
      try (RespClient client = masters.get(2).connect();
          RespClient other = masters.get(0).connect()) {
        client.command("SET", "foo", "bar");
        assertThat(client.number("WAIT", "1", "5000")).isEqualTo(1);
        assertThatExceptionOfType(RespException.class)
            .isThrownBy(() -> other.command("GET", "foo"))
            .withMessage("MOVED 12182 127.0.0.1:" + masters.get(2).port());
      }

      RedisServer gone = cluster.killMaster(2);
      cluster.awaitHealth(SOON);

      assertThat(cluster.masters()).hasSize(3).doesNotContain(gone);
      try (RespClient client = cluster.masters().get(2).connect()) {
        assertThat(client.command("GET", "foo")).isEqualTo("bar");
      }
    }
  }
}
