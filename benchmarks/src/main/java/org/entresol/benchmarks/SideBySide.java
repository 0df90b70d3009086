package org.entresol.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Each peer in one JVM with raw Caffeine; a round is one of many pairs of turns, see {@link
 * PairBenchmark}.
 *
 * @param warmups how many pairs are not counted
 * @param pairs how many are
 */
record SideBySide(int warmups, int pairs) implements Measurement {

  @Override
  public List<Round> measure(Scenario scenario, List<Peer> turns, Jmh jmh) throws RunnerException {
    List<Round> rounds = new ArrayList<>();
    for (Peer peer : turns) {
      if (peer != Peer.RAW) {
        for (BenchmarkResult fork : run(scenario, peer, jmh).getBenchmarkResults()) {
          fork.getIterationResults().forEach(pair -> rounds.add(round(scenario, peer, pair)));
        }
      }
    }
    return rounds;
  }

  private RunResult run(Scenario scenario, Peer peer, Jmh jmh) throws RunnerException {
    return jmh.run(
        PairBenchmark.class,
        "pair",
        scenario,
        peer,
        options ->
            options
                .param("operation", Labels.of(scenario.operation()))
                .warmupIterations(warmups)
                .measurementIterations(pairs));
  }

  /** The counters of all threads were added up, and the threads ran at once. */
  private static Round round(Scenario scenario, Peer peer, IterationResult pair) {
    double perNano = 1e9 * scenario.threads();
    double raw = perNano * count(pair, "rawSteps") / count(pair, "rawNanos");
    double other = perNano * count(pair, "peerSteps") / count(pair, "peerNanos");
    double bytes = count(pair, "peerBytes") / count(pair, "peerSteps");
    return new Round(scenario, Map.of(Peer.RAW, new Speed(raw, 0), peer, new Speed(other, bytes)));
  }

  private static double count(IterationResult pair, String counter) {
    Result<?> count = pair.getSecondaryResults().get(counter);
    if (count == null) {
      throw new IllegalStateException(
          "JMH gave no '%s', only %s".formatted(counter, pair.getSecondaryResults().keySet()));
    }
    return count.getScore();
  }
}
