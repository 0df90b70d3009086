package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.entresol.testing.RedisCluster;
import org.entresol.tier.ByteTier;
import org.entresol.tier.ByteTierContract;
import org.entresol.tier.Horizon;
import org.entresol.tier.Horizons;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract on a cluster of three masters. */
@Tag("cluster")
class RedisClusterTierTest extends ByteTierContract {
  private static final RedisCluster CLUSTER = RedisCluster.start();
  private static final TestNodes NODES = new TestNodes(CLUSTER.addresses());

  @AfterAll
  static void stop() {
    NODES.close();
    CLUSTER.close();
  }

  @Override
  protected ByteTier open(String node, String cache) {
    return NODES.open(node, cache, false);
  }

  @Override
  protected void loseSequence(String cache, byte[] key) {
    NODES.loseSequence(cache, key);
  }

  @Test
  void horizons_onAllMasters_areFoundByAnotherNode() {
    Horizons<byte[]> left = requireNonNull(open("a", "horizons").horizons());
    Horizons<byte[]> found = requireNonNull(open("b", "horizons").horizons());
    List<byte[]> keys = IntStream.range(0, 100).mapToObj(i -> ("s:" + i).getBytes(UTF_8)).toList();

    left.raise(keys, Horizon.of("own"), Duration.ofMinutes(1));
    left.raiseAll(Horizon.of("all"), Duration.ofMinutes(1));

    assertThat(found.of(keys)).hasSize(100).allMatch(Set.of("own", "all")::equals);
  }
}
