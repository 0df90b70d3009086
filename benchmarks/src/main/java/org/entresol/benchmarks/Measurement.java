package org.entresol.benchmarks;

import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/** A way to measure peers beside each other. */
interface Measurement {

  /** Lets each of the peers do the scenario in its turn, raw Caffeine among them. */
  List<Round> measure(Scenario scenario, List<Peer> turns, Jmh jmh) throws RunnerException;
}
