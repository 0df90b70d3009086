package org.entresol.tier.memory;

import org.entresol.tier.ByteTier;
import org.entresol.tier.QueueTerms;
import org.entresol.tier.SchemaTableContract;
import org.junit.jupiter.api.Tag;

/** The contract in memory. */
@Tag("unit")
class MemorySchemasTest extends SchemaTableContract {

  private static final MemoryNodes NODES = new MemoryNodes();

  @Override
  protected ByteTier open(String node, String cache) {
    return NODES.open(node, cache, false, QueueTerms.NONE);
  }

  @Override
  protected void lose(String cache) {
    NODES.authority().cache(cache).loseSchemas();
  }
}
