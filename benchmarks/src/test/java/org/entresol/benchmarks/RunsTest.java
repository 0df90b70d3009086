package org.entresol.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.RunnerException;

/** That a plan is carried out through JMH, and what the plans hold. */
class RunsTest {
  @Test
  void run_twoRounds_oneSliceForEachPeerAndRoundInTurns() throws RunnerException {
    Scenario scenario = Scenario.of(Operation.MIX, Payload.CUSTOMER, true);
    Plan.Stage stage = new Plan.Stage(scenario, List.of(Peer.RAW, Peer.CACHE2K), 2);
    Runs runs = new Runs(new Plan(List.of(stage), new Plan.Pace(1, 2, 10)));

    runs.run();

    assertThat(runs.slices())
        .extracting(Slice::peer)
        .containsExactly(Peer.RAW, Peer.CACHE2K, Peer.CACHE2K, Peer.RAW);
    assertThat(runs.slices()).extracting(Slice::round).containsExactly(0, 0, 1, 1);
    assertThat(runs.slices()).allMatch(slice -> slice.opsPerSecond() > 0);
    assertThat(runs.slices().get(1).bytesPerOp()).isGreaterThan(50);
    assertThat(runs.results()).hasSize(4);
  }

  @Test
  void plan_everyName_comparesWithRaw() {
    for (String name : List.of("quick", "hit", "full")) {
      assertThat(Plan.named(name, 0).stages())
          .allMatch(stage -> stage.peers().contains(Peer.RAW) && stage.rounds() >= 3);
    }
  }

  @Test
  void plan_givenRounds_replaceItsOwn() {
    assertThat(Plan.named("quick", 7).stages()).allMatch(stage -> stage.rounds() == 7);
  }

  @Test
  void plan_unknownName_namesTheAllowedOnes() {
    assertThatThrownBy(() -> Plan.named("slow", 0))
        .hasMessage("Unknown plan 'slow'; allowed are: quick, hit, full");
  }
}
