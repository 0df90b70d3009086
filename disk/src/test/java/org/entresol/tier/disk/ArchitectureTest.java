package org.entresol.tier.disk;

import org.entresol.tier.TierModuleContract;
import org.junit.jupiter.api.Tag;

/** The directions between this module and the provider. */
@Tag("unit")
class ArchitectureTest extends TierModuleContract {

  ArchitectureTest() {
    super(DiskTiers.class);
  }
}
