package org.entresol.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.entresol.examples.ReadThrough.Report;
import org.entresol.examples.ReadThrough.Round;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ReadThroughTest {

  @Test
  void run_always_asksTheDatabaseForEachMissAndNoHit() throws InterruptedException {
    Report report = ReadThrough.run();

    Round again = report.again();
    assertThat(report.first().queries()).isEqualTo(report.first().reads()).isEqualTo(3);
    assertThat(report.expired().queries()).isEqualTo(report.expired().reads()).isEqualTo(3);
    // On a machine that stands still for as long as an entry lives, more than none.
    assertThat(again.queries()).isLessThan(again.reads() / 100);
    assertThat(report.counts().hits()).isEqualTo(again.reads() - again.queries());
    assertThat(report.counts().misses()).isEqualTo(6 + again.queries());
    assertThat(report.counts().puts()).isEqualTo(1_000);
    assertThat(report.counts().averageGet()).isPositive();
    assertThat(report.counts().averagePut()).isPositive();
  }

  @Test
  void run_ended_leavesNothingOpen() throws InterruptedException {
    ReadThrough.run();

    Leftovers.assertNone();
  }
}
