package org.entresol.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That the tables say what was measured. */
class ReportTest {
  private static final Scenario HIT = Scenario.of(Operation.HIT, Payload.STRING, true);
  private static final Scenario PUT = Scenario.of(Operation.PUT, Payload.CUSTOMER, false).with(2);

  private final List<Slice> slices = new ArrayList<>();

  @Test
  void markdown_busyRound_ratioIsTakenWithinTheRound() {
    measured(HIT, Peer.RAW, 0, 100e6, 0);
    measured(HIT, Peer.ENTRESOL, 0, 98e6, 0);
    measured(HIT, Peer.RAW, 1, 10e6, 0);
    measured(HIT, Peer.ENTRESOL, 1, 9.6e6, 0);

    assertThat(new Report(slices).markdown())
        .contains("| hit, string, by value, 1 thread | 55.0 ±22.5 | 0.97 ±0.01 |");
  }

  @Test
  void markdown_severalPeers_ourRatioIsToTheFastestOfThem() {
    measured(HIT, Peer.RAW, 0, 100e6, 0);
    measured(HIT, Peer.ENTRESOL, 0, 90e6, 0);
    measured(HIT, Peer.EHCACHE, 0, 4e6, 48);
    measured(HIT, Peer.CACHE2K, 0, 45e6, 16);

    assertThat(new Report(slices).markdown())
        .contains("| hit, string, by value, 1 thread | 2.00 ±0.00 | cache2k |")
        .contains("|  | raw | entresol | cache2k | ehcache |")
        .contains("| hit, string, by value, 1 thread | 0 | 0 | 16 | 48 |");
  }

  @Test
  void markdown_peerAbsentFromAScenario_dash() {
    measured(HIT, Peer.RAW, 0, 100e6, 0);
    measured(HIT, Peer.HAZELCAST, 0, 0.4e6, 900);
    measured(PUT, Peer.RAW, 0, 10e6, 0);

    assertThat(new Report(slices).markdown())
        .contains("| hit, string, by value, 1 thread | 100 ±0 | 0.0040 ±0.0000 |")
        .contains("| put, customer, by reference, 2 threads | 10.0 ±0.0 | – |")
        .contains("| put, customer, by reference, 2 threads | – | – |");
  }

  @Test
  void spread_evenCount_medianBetweenTheMiddleOnes() {
    assertThat(Spread.of(4, 1, 3, 2)).isEqualTo(new Spread(2.5, 0.75));
  }

  @Test
  void spread_noNumbers_isRefused() {
    assertThatThrownBy(() -> Spread.of()).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void label_expiringScenario_namesTheExpiry() {
    assertThat(HIT.with(Expiry.ACCESSED).label())
        .isEqualTo("hit, string, by value, accessed 1 h, 1 thread");
  }

  private void measured(Scenario scenario, Peer peer, int round, double speed, double bytes) {
    slices.add(new Slice(scenario, peer, round, speed, bytes));
  }
}
