package org.entresol.tier.memory;

import org.entresol.tier.ByteTier;
import org.entresol.tier.ByteTierContract;
import org.entresol.tier.QueueTerms;
import org.junit.jupiter.api.Tag;

/** The contract in memory. */
@Tag("unit")
class MemoryTierTest extends ByteTierContract {

  private static final MemoryNodes NODES = new MemoryNodes();

  @Override
  protected ByteTier open(String node, String cache) {
    return NODES.open(node, cache, false, QueueTerms.NONE);
  }

  @Override
  protected void loseSequence(String cache, byte[] key) {
    NODES.authority().cache(cache).loseSequence(key);
  }
}
