package org.entresol.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/**
 * A plan being carried out. Peers take turns in short slices, and every other time in the opposite
 * order: what else the machine does then falls on all of them alike.
 */
final class Runs {
  private final Plan plan;
  private final Jmh jmh;

  Runs(Plan plan, Jmh jmh) {
    this.plan = plan;
    this.jmh = jmh;
  }

  /** Runs everything, and tells the standard error stream how far it is. */
  List<Round> run() throws RunnerException {
    List<Round> rounds = new ArrayList<>();
    int number = 0;
    for (Plan.Stage stage : plan.stages()) {
      number++;
      for (int time = 1; time <= stage.times(); time++) {
        System.err.printf(
            "%d/%d %s, %d of %d%n",
            number, plan.stages().size(), stage.scenario().label(), time, stage.times());
        rounds.addAll(plan.measurement().measure(stage.scenario(), turns(stage, time), jmh));
      }
    }
    return rounds;
  }

  private static List<Peer> turns(Plan.Stage stage, int time) {
    List<Peer> turns = new ArrayList<>(stage.peers());
    if (time % 2 == 0) {
      Collections.reverse(turns);
    }
    return turns;
  }
}
