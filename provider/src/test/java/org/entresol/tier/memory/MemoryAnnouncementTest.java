package org.entresol.tier.memory;

import org.entresol.tier.AnnouncementContract;
import org.entresol.tier.ByteTier;
import org.entresol.tier.QueueTerms;
import org.junit.jupiter.api.Tag;

/** The contract in memory. */
@Tag("unit")
class MemoryAnnouncementTest extends AnnouncementContract {

  private static final MemoryNodes NODES = new MemoryNodes();

  @Override
  protected ByteTier open(String node, String cache, boolean tellsValues) {
    return NODES.open(node, cache, tellsValues, QueueTerms.NONE);
  }
}
