package org.entresol.tier;

import org.junit.jupiter.api.Nested;

/** All contracts about pending writes, for the test of a {@link ByteTier} to extend. */
public abstract class QueueContracts {

  /** A tier of a cache as another node opens it for each name; it announces, without values. */
  protected abstract ByteTier open(String node, String cache, QueueTerms terms);

  /** What comes in. */
  @Nested
  class Incoming extends EnqueueContract {
    @Override
    protected ByteTier open(String node, String cache, QueueTerms terms) {
      return QueueContracts.this.open(node, cache, terms);
    }
  }

  /** What is claimed and settled. */
  @Nested
  class Pending extends ByteQueueContract {
    @Override
    protected ByteTier open(String node, String cache, QueueTerms terms) {
      return QueueContracts.this.open(node, cache, terms);
    }
  }

  /** What was given up. */
  @Nested
  class Dead extends DeadWriteContract {
    @Override
    protected ByteTier open(String node, String cache, QueueTerms terms) {
      return QueueContracts.this.open(node, cache, terms);
    }
  }
}
