package org.entresol.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * What is run.
 *
 * @param stages the rows of the table, in order
 * @param pace how long each slice of a stage takes
 */
record Plan(List<Stage> stages, Pace pace) {

  /**
   * A scenario that peers take turns in.
   *
   * @param scenario what they do
   * @param peers who takes part
   * @param rounds how many slices each of them gets
   */
  record Stage(Scenario scenario, List<Peer> peers, int rounds) {}

  /**
   * The length of a slice, which is one fresh JVM.
   *
   * @param warmups how many iterations are not counted
   * @param iterations how many are
   * @param millis how long an iteration takes
   */
  record Pace(int warmups, int iterations, int millis) {}

  /**
   * Returns the plan of this name.
   *
   * @param rounds how many slices each peer gets in a stage, or 0 for the plan's own number
   * @throws IllegalArgumentException if there is none; the message lists the allowed names
   */
  static Plan named(String name, int rounds) {
    return switch (name) {
      case "quick" -> quick(rounds == 0 ? 3 : rounds);
      case "hit" -> hit(rounds == 0 ? 15 : rounds);
      case "full" -> full(rounds == 0 ? 5 : rounds);
      default ->
          throw new IllegalArgumentException(
              "Unknown plan '" + name + "'; allowed are: quick, hit, full");
    };
  }

  /** About five minutes: the rows that tell most. */
  private static Plan quick(int rounds) {
    List<Stage> stages = new ArrayList<>();
    for (Operation operation : List.of(Operation.HIT, Operation.PUT)) {
      for (Payload<?> payload : List.of(Payload.STRING, Payload.CUSTOMER)) {
        stages.add(everybody(Scenario.of(operation, payload, true), rounds));
      }
    }
    stages.add(everybody(Scenario.of(Operation.HIT, Payload.CUSTOMER, false), rounds));
    return new Plan(stages, new Pace(10, 12, 100));
  }

  /** Hits that copy nothing, in many short turns: how near we are to raw. */
  private static Plan hit(int rounds) {
    List<Stage> stages = new ArrayList<>();
    for (int threads = 1; threads <= 2; threads++) {
      stages.add(nearRaw(Scenario.of(Operation.HIT, Payload.STRING, true).with(threads), rounds));
      stages.add(
          nearRaw(Scenario.of(Operation.HIT, Payload.CUSTOMER, false).with(threads), rounds));
    }
    return new Plan(stages, new Pace(15, 25, 100));
  }

  /** Everything, for the better part of two hours. */
  private static Plan full(int rounds) {
    List<Stage> stages = new ArrayList<>();
    for (Operation operation : List.of(Operation.HIT, Operation.PUT, Operation.MIX)) {
      for (Payload<?> payload : List.of(Payload.STRING, Payload.CUSTOMER, Payload.ORDER)) {
        for (boolean byValue : new boolean[] {true, false}) {
          Scenario scenario = Scenario.of(operation, payload, byValue);
          stages.add(everybody(scenario, rounds));
          stages.add(everybody(scenario.with(2), rounds));
        }
      }
    }
    Scenario miss = Scenario.of(Operation.MISS, Payload.STRING, true);
    stages.add(everybody(miss, rounds));
    stages.add(everybody(miss.with(2), rounds));
    for (Expiry expiry : List.of(Expiry.CREATED, Expiry.ACCESSED)) {
      Scenario scenario = Scenario.of(Operation.HIT, Payload.STRING, true).with(expiry);
      stages.add(everybody(scenario, rounds));
      stages.add(everybody(scenario.with(2), rounds));
    }
    return new Plan(stages, new Pace(15, 15, 100));
  }

  private static Stage everybody(Scenario scenario, int rounds) {
    return new Stage(scenario, Peer.storing(scenario.byValue()), rounds);
  }

  private static Stage nearRaw(Scenario scenario, int rounds) {
    return new Stage(scenario, List.of(Peer.RAW, Peer.ENTRESOL, Peer.CAFFEINE_JCACHE), rounds);
  }
}
