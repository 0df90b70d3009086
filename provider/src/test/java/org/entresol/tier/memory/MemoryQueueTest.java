package org.entresol.tier.memory;

import org.entresol.tier.ByteTier;
import org.entresol.tier.QueueContracts;
import org.entresol.tier.QueueTerms;
import org.junit.jupiter.api.Tag;

/** The contracts about pending writes in memory. */
@Tag("unit")
class MemoryQueueTest extends QueueContracts {

  private static final MemoryNodes NODES = new MemoryNodes();

  @Override
  protected ByteTier open(String node, String cache, QueueTerms terms) {
    return NODES.open(node, cache, false, terms);
  }
}
