package org.entresol.tier.redis;

import org.entresol.testing.RedisServers;
import org.entresol.tier.ByteTier;
import org.entresol.tier.RecallContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** The contract of recalls on a single server. */
@Tag("server")
class RedisRecallTest extends RecallContract {
  private static final TestNodes NODES = new TestNodes(RedisServers.shared().address());

  @AfterAll
  static void disconnect() {
    NODES.close();
  }

  @Override
  protected ByteTier open(String node, String cache) {
    return NODES.open(node, cache, false);
  }
}
