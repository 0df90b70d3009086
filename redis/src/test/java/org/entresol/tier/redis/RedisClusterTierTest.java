package org.entresol.tier.redis;

import org.entresol.testing.RedisCluster;
import org.entresol.tier.ByteTier;
import org.entresol.tier.ByteTierContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

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
}
