package org.entresol.tier.redis;

import org.entresol.testing.RedisCluster;
import org.entresol.tier.ByteTier;
import org.entresol.tier.QueueContracts;
import org.entresol.tier.QueueTerms;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** The contracts about pending writes on a cluster of three masters. */
@Tag("cluster")
class RedisClusterQueueTest extends QueueContracts {
  private static final RedisCluster CLUSTER = RedisCluster.start();
  private static final TestNodes NODES = new TestNodes(CLUSTER.addresses());

  @AfterAll
  static void stop() {
    NODES.close();
    CLUSTER.close();
  }

  @Override
  protected ByteTier open(String node, String cache, QueueTerms terms) {
    return NODES.open(node, cache, false, terms);
  }
}
