package org.entresol.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** That the tables say what was measured. */
@Tag("unit")
class ReportTest {
  private static final Scenario HIT = Scenario.of(Operation.HIT, Payload.STRING, true);
  private static final Scenario PUT = Scenario.of(Operation.PUT, Payload.CUSTOMER, false).with(2);

  private final List<Round> rounds = new ArrayList<>();

  @Test
  void markdown_busyRound_ratioIsTakenWithinTheRound() {
    measured(HIT, Map.of(Peer.RAW, new Speed(100e6, 0), Peer.ENTRESOL, new Speed(98e6, 0)));
    measured(HIT, Map.of(Peer.RAW, new Speed(10e6, 0), Peer.ENTRESOL, new Speed(9.6e6, 0)));

    assertThat(new Report(rounds).markdown())
        .contains("| hit, string, by value, 1 thread | 55.0 ±22.5 | 0.97 ±0.01 |");
  }

  @Test
  void markdown_severalPeers_ourRatioIsToTheFastestOfThem() {
    measured(
        HIT,
        Map.of(
            Peer.RAW, new Speed(100e6, 0),
            Peer.ENTRESOL, new Speed(90e6, 0),
            Peer.EHCACHE, new Speed(4e6, 48),
            Peer.CACHE2K, new Speed(45e6, 16)));

    assertThat(new Report(rounds).markdown())
        .contains("| hit, string, by value, 1 thread | 2.00 | cache2k |")
        .contains("|  | raw | entresol | cache2k | ehcache |")
        .contains("| hit, string, by value, 1 thread | 0 | 0 | 16 | 48 |");
  }

  @Test
  void markdown_peersInPairsWithRaw_eachHasItsRatio() {
    measured(HIT, Map.of(Peer.RAW, new Speed(100e6, 0), Peer.ENTRESOL, new Speed(90e6, 0)));
    measured(HIT, Map.of(Peer.RAW, new Speed(50e6, 0), Peer.CACHE2K, new Speed(30e6, 16)));

    assertThat(new Report(rounds).markdown())
        .contains("| 0.90 ±0.00 | 0.60 ±0.00 |")
        .contains("| hit, string, by value, 1 thread | 1.50 | cache2k |");
  }

  @Test
  void markdown_peerAbsentFromAScenario_dash() {
    measured(HIT, Map.of(Peer.RAW, new Speed(100e6, 0), Peer.HAZELCAST, new Speed(0.4e6, 900)));
    measured(PUT, Map.of(Peer.RAW, new Speed(10e6, 0)));

    assertThat(new Report(rounds).markdown())
        .contains("| hit, string, by value, 1 thread | 100 ±0 | 0.0040 ±0.0000 |")
        .contains("| put, customer, by reference, 2 threads | 10.0 ±0.0 | – |")
        .contains("| put, customer, by reference, 2 threads | – | – |");
  }

  @Test
  void spread_evenCount_medianBetweenTheMiddleOnes() {
    assertThat(Spread.of(List.of(4.0, 1.0, 3.0, 2.0))).isEqualTo(new Spread(2.5, 0.75));
  }

  @Test
  void spread_noNumbers_isRefused() {
    assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void label_expiringScenario_namesTheExpiry() {
    assertThat(HIT.with(Expiry.ACCESSED).label())
        .isEqualTo("hit, string, by value, accessed 1 h, 1 thread");
  }

  private void measured(Scenario scenario, Map<Peer, Speed> speeds) {
    rounds.add(new Round(scenario, speeds));
  }
}
