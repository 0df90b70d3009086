package org.entresol.tier.redis;

import org.entresol.testing.RedisCluster;
import org.entresol.tier.ByteQueueContract;
import org.entresol.tier.ByteTier;
import org.entresol.tier.DeadWriteContract;
import org.entresol.tier.EnqueueContract;
import org.entresol.tier.QueueTerms;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The contracts about pending writes on a cluster of three masters. */
@Tag("cluster")
class RedisClusterQueueTest {
  private static final RedisCluster CLUSTER = RedisCluster.start();
  private static final TestNodes NODES = new TestNodes(CLUSTER.addresses());

  @AfterAll
  static void stop() {
    NODES.close();
    CLUSTER.close();
  }

  @Nested
  class Incoming extends EnqueueContract {
    @Override
    protected ByteTier open(String node, String cache, QueueTerms terms) {
      return NODES.open(node, cache, false, terms);
    }
  }

  @Nested
  class Pending extends ByteQueueContract {
    @Override
    protected ByteTier open(String node, String cache, QueueTerms terms) {
      return NODES.open(node, cache, false, terms);
    }
  }

  @Nested
  class Dead extends DeadWriteContract {
    @Override
    protected ByteTier open(String node, String cache, QueueTerms terms) {
      return NODES.open(node, cache, false, terms);
    }
  }
}
