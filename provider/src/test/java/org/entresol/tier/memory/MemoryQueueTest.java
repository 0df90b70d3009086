package org.entresol.tier.memory;

import org.entresol.tier.ByteQueueContract;
import org.entresol.tier.ByteTier;
import org.entresol.tier.DeadWriteContract;
import org.entresol.tier.EnqueueContract;
import org.entresol.tier.QueueTerms;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The contracts about pending writes in memory. */
@Tag("unit")
class MemoryQueueTest {

  private static final MemoryNodes NODES = new MemoryNodes();

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
