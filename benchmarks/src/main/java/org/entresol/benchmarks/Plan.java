package org.entresol.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * What is run.
 *
 * @param stages the rows of the table, in order
 * @param measurement how each of them is measured
 */
record Plan(List<Stage> stages, Measurement measurement) {
  private static final List<Peer> NEAR =
      List.of(Peer.RAW, Peer.ENTRESOL, Peer.CAFFEINE_JCACHE, Peer.CACHE2K);

  /**
   * A scenario that peers take turns in.
   *
   * @param scenario what they do
   * @param peers who takes part
   * @param times how often they do
   */
  record Stage(Scenario scenario, List<Peer> peers, int times) {}

  /**
   * Returns the plan of this name.
   *
   * @param times how often each stage is done, or 0 for the plan's own number
   * @throws IllegalArgumentException if there is none; the message lists the allowed names
   */
  static Plan named(String name, int times) {
    return switch (name) {
      case "quick" -> quick(times == 0 ? 3 : times);
      case "near" -> near(times == 0 ? 3 : times);
      case "full" -> full(times == 0 ? 5 : times);
      default ->
          throw new IllegalArgumentException(
              "Unknown plan '" + name + "'; allowed are: quick, near, full");
    };
  }

  /** About five minutes: the rows that tell most. */
  private static Plan quick(int times) {
    List<Stage> stages = new ArrayList<>();
    for (Operation operation : List.of(Operation.HIT, Operation.PUT)) {
      for (Payload<?> payload : List.of(Payload.STRING, Payload.CUSTOMER)) {
        stages.add(everybody(Scenario.of(operation, payload, true), times));
      }
    }
    stages.add(everybody(Scenario.of(Operation.HIT, Payload.CUSTOMER, false), times));
    return new Plan(stages, new OneByOne(15, 12, 100));
  }

  /** What copies nothing, pair by pair: how near we are to raw. */
  private static Plan near(int times) {
    List<Stage> stages = new ArrayList<>();
    for (Operation operation : List.of(Operation.HIT, Operation.PUT, Operation.MIX)) {
      for (int threads = 1; threads <= 2; threads++) {
        Scenario byValue = Scenario.of(operation, Payload.STRING, true).with(threads);
        Scenario byReference = Scenario.of(operation, Payload.CUSTOMER, false).with(threads);
        stages.add(new Stage(byValue, NEAR, times));
        stages.add(new Stage(byReference, NEAR, times));
      }
    }
    return new Plan(stages, new SideBySide(400, 300));
  }

  /** Everything, for the better part of two hours. */
  private static Plan full(int times) {
    List<Stage> stages = new ArrayList<>();
    for (Operation operation : List.of(Operation.HIT, Operation.PUT, Operation.MIX)) {
      for (Payload<?> payload : List.of(Payload.STRING, Payload.CUSTOMER, Payload.ORDER)) {
        for (boolean byValue : new boolean[] {true, false}) {
          Scenario scenario = Scenario.of(operation, payload, byValue);
          stages.add(everybody(scenario, times));
          stages.add(everybody(scenario.with(2), times));
        }
      }
    }
    Scenario miss = Scenario.of(Operation.MISS, Payload.STRING, true);
    stages.add(everybody(miss, times));
    stages.add(everybody(miss.with(2), times));
    for (Expiry expiry : List.of(Expiry.CREATED, Expiry.ACCESSED)) {
      Scenario scenario = Scenario.of(Operation.HIT, Payload.STRING, true).with(expiry);
      stages.add(everybody(scenario, times));
      stages.add(everybody(scenario.with(2), times));
    }
    return new Plan(stages, new OneByOne(20, 20, 100));
  }

  private static Stage everybody(Scenario scenario, int times) {
    return new Stage(scenario, Peer.storing(scenario.byValue()), times);
  }
}
