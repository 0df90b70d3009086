package org.entresol;

import org.junit.jupiter.api.Tag;

/** What the provider's tests need. */
@Tag("unit")
class TestGroupsTest extends TestGroupsContract {}
