package org.entresol.tier.redis;

import org.entresol.testing.RedisServers;
import org.entresol.tier.ByteTier;
import org.entresol.tier.ByteTierContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** The contract on a single server. */
@Tag("server")
class RedisTierTest extends ByteTierContract {
  private static final TestNodes NODES = new TestNodes(RedisServers.shared().address());

  @AfterAll
  static void disconnect() {
    NODES.close();
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
