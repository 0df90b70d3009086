package org.entresol.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.entresol.examples.Configured.Report;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ConfiguredTest {

  @Test
  void run_always_usesTheCachesOfTheFile() {
    Report report = Configured.run();

    assertThat(report.caches()).containsExactly("products", "baskets");
    assertThat(report.product()).isEqualTo(new Product("A1", "Teapot", 2_450));
    assertThat(report.unknown()).isNull();
    assertThat(report.hits()).isEqualTo(1);
    assertThat(report.misses()).isEqualTo(2);
  }

  @Test
  void run_ended_leavesNothingOpen() {
    Configured.run();

    Leftovers.assertNone();
  }
}
