package org.entresol.tier.redis;

import org.entresol.testing.RedisCluster;
import org.entresol.tier.ByteTier;
import org.entresol.tier.RecallContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** The contract of recalls on a cluster of three masters. */
@Tag("cluster")
class RedisClusterRecallTest extends RecallContract {
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
}
