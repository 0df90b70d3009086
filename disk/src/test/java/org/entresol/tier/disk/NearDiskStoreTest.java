package org.entresol.tier.disk;

import org.junit.jupiter.api.Tag;

/** The contract over files with a near cache. */
@Tag("unit")
class NearDiskStoreTest extends DiskStoreTest {

  @Override
  boolean isNear() {
    return true;
  }
}
