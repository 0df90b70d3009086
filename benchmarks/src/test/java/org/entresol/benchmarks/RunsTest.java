package org.entresol.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.RunnerException;

/** That a plan is carried out through JMH, and what the plans hold. */
@Tag("unit")
class RunsTest {
  private static final Scenario MIX = Scenario.of(Operation.MIX, Payload.CUSTOMER, true);

  private final Jmh jmh = new Jmh();

  @Test
  void run_oneByOne_eachRoundHoldsEveryPeer() throws RunnerException {
    List<Round> rounds = run(MIX, 2, List.of(Peer.RAW, Peer.CACHE2K), new OneByOne(1, 2, 10));

    assertThat(rounds)
        .hasSize(2)
        .allSatisfy(round -> assertThat(round.speeds()).containsOnlyKeys(Peer.RAW, Peer.CACHE2K));
    Row row = new Row(rounds);
    assertThat(row.toRaw(Peer.CACHE2K).orElseThrow().median()).isBetween(0.0001, 0.9);
    assertThat(row.figure(Peer.CACHE2K, Speed::bytesPerOp).orElseThrow().median())
        .isGreaterThan(50);
    assertThat(jmh.results())
        .extracting(result -> result.getParams().getParam("peer"))
        .containsExactly("raw", "cache2k", "cache2k", "raw");
  }

  @Test
  void run_sideBySide_everyPairIsARoundOfRawAndPeer() throws RunnerException {
    List<Peer> peers = List.of(Peer.RAW, Peer.CAFFEINE_JCACHE, Peer.CACHE2K);

    List<Round> rounds = run(MIX.with(2), 1, peers, new SideBySide(1, 3));

    assertThat(rounds).hasSize(6).allMatch(round -> round.speeds().size() == 2);
    Row row = new Row(rounds);
    assertThat(row.toRaw(Peer.CACHE2K).orElseThrow().median()).isBetween(0.0001, 0.9);
    assertThat(row.figure(Peer.CACHE2K, Speed::bytesPerOp).orElseThrow().median())
        .isGreaterThan(50);
    assertThat(jmh.results()).hasSize(2);
  }

  @Test
  void plan_everyName_comparesWithRaw() {
    for (String name : List.of("quick", "near", "full")) {
      assertThat(Plan.named(name, 0).stages())
          .allMatch(stage -> stage.peers().contains(Peer.RAW) && stage.times() >= 3);
    }
  }

  @Test
  void plan_givenTimes_replaceItsOwn() {
    assertThat(Plan.named("quick", 7).stages()).allMatch(stage -> stage.times() == 7);
  }

  @Test
  void plan_unknownName_namesTheAllowedOnes() {
    assertThatThrownBy(() -> Plan.named("slow", 0))
        .hasMessage("Unknown plan 'slow'; allowed are: quick, near, full");
  }

  private List<Round> run(Scenario scenario, int times, List<Peer> peers, Measurement measurement)
      throws RunnerException {
    Plan.Stage stage = new Plan.Stage(scenario, peers, times);
    return new Runs(new Plan(List.of(stage), measurement), jmh).run();
  }
}
