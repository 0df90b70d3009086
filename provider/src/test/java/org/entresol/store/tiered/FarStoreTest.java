package org.entresol.store.tiered;

import org.junit.jupiter.api.Tag;

/** The contract over the tier in memory, with nothing near. */
@Tag("unit")
class FarStoreTest extends MemoryStoreContract {

  @Override
  boolean isNear() {
    return false;
  }
}
