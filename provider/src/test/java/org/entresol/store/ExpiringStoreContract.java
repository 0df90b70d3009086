package org.entresol.store;

import org.entresol.time.Clock;
import org.junit.jupiter.api.Nested;

/** What an {@link EntryStore} has to do whose entries may end. */
public abstract class ExpiringStoreContract extends EntryStoreContract {

  /** The clock of its entries' instants. */
  protected abstract Clock clock();

  /** How far instants may be off that have been on another clock; in nanoseconds. */
  protected long inexactness() {
    return 0;
  }

  /** Lets a fraction of a second have passed for the store, in which it catches up. */
  protected void tick() {}

  /** The ends of entries' lives. */
  @Nested
  class Instants extends InstantContract {
    @Override
    EntryStore<Object, String> store() {
      return ExpiringStoreContract.this.store();
    }

    @Override
    Clock clock() {
      return ExpiringStoreContract.this.clock();
    }

    @Override
    long inexactness() {
      return ExpiringStoreContract.this.inexactness();
    }

    @Override
    void tick() {
      ExpiringStoreContract.this.tick();
    }
  }
}
