package org.entresol.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class QuickstartTest {

  @Test
  void run_always_sellsOneApple() {
    assertThat(Quickstart.run()).isEqualTo(4);
    Leftovers.assertNone();
  }
}
