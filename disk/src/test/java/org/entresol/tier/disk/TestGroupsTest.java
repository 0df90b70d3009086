package org.entresol.tier.disk;

import org.entresol.TestGroupsContract;
import org.junit.jupiter.api.Tag;

/** What the tests of this module need. */
@Tag("unit")
class TestGroupsTest extends TestGroupsContract {}
