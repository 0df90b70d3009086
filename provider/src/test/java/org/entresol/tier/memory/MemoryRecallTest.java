package org.entresol.tier.memory;

import org.entresol.tier.ByteTier;
import org.entresol.tier.QueueTerms;
import org.entresol.tier.RecallContract;
import org.junit.jupiter.api.Tag;

/** The contract of recalls in memory. */
@Tag("unit")
class MemoryRecallTest extends RecallContract {

  private static final MemoryNodes NODES = new MemoryNodes();

  @Override
  protected ByteTier open(String node, String cache) {
    return NODES.open(node, cache, false, QueueTerms.NONE);
  }
}
