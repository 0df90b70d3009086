package org.entresol.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.entresol.examples.Memoize.Counts;
import org.entresol.examples.Memoize.Report;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class MemoizeTest {

  @Test
  void run_always_computesWhatIsNotRemembered() {
    Report report = Memoize.run();

    assertThat(report.primes()).isEqualTo(17_984);
    assertThat(report.twice()).isEqualTo(new Counts(1, 1));
    assertThat(report.cleared()).isEqualTo(new Counts(1, 2));
    assertThat(report.thrown()).isEqualTo(new Counts(1, 4));
    assertThat(report.refused()).isEqualTo(new Counts(1, 1));
  }

  @Test
  void run_ended_leavesNothingOpen() {
    Memoize.run();

    Leftovers.assertNone();
  }
}
