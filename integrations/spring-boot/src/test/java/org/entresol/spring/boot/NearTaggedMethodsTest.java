package org.entresol.spring.boot;

import org.junit.jupiter.api.Tag;

/** Tags that annotated methods say, in the heap. */
@Tag("unit")
final class NearTaggedMethodsTest extends TaggedMethodsContract {
  @Override
  String[] properties() {
    return new String[0];
  }
}
