package org.entresol.disk;

import org.entresol.Stack;
import org.junit.jupiter.api.Tag;

/** Tags on disk, with copies in the heap. */
@Tag("unit")
class NearDiskTagsTest extends DiskTagsTest {

  @Override
  Stack stack() {
    return Stack.HEAP_DISK;
  }
}
