package org.entresol.tier.redis;

import org.entresol.testing.RedisServers;
import org.entresol.tier.AnnouncementContract;
import org.entresol.tier.ByteTier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** The contract on a single server. */
@Tag("server")
class RedisAnnouncementTest extends AnnouncementContract {
  private static final TestNodes NODES = new TestNodes(RedisServers.shared().address());

  @AfterAll
  static void disconnect() {
    NODES.close();
  }

  @Override
  protected ByteTier open(String node, String cache, boolean tellsValues) {
    return NODES.open(node, cache, tellsValues);
  }
}
