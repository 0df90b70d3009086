package org.entresol.tier.redis;

import org.entresol.testing.RedisServers;
import org.entresol.tier.ByteTier;
import org.entresol.tier.QueueContracts;
import org.entresol.tier.QueueTerms;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** The contracts about pending writes on a single server. */
@Tag("server")
class RedisQueueTest extends QueueContracts {
  private static final TestNodes NODES = new TestNodes(RedisServers.shared().address());

  @AfterAll
  static void disconnect() {
    NODES.close();
  }

  @Override
  protected ByteTier open(String node, String cache, QueueTerms terms) {
    return NODES.open(node, cache, false, terms);
  }
}
