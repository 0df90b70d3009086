package org.entresol.benchmarks;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Each peer in a JVM of its own, as JMH's manual has it; a round is one short run of each.
 *
 * @param warmups how many iterations are not counted
 * @param iterations how many are
 * @param millis how long an iteration takes
 */
record OneByOne(int warmups, int iterations, int millis) implements Measurement {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  @Override
  public List<Round> measure(Scenario scenario, List<Peer> turns, Jmh jmh) throws RunnerException {
    Map<Peer, Speed> speeds = new EnumMap<>(Peer.class);
    for (Peer peer : turns) {
      speeds.put(peer, speed(scenario, peer, jmh));
    }
    return List.of(new Round(scenario, speeds));
  }

  /** The best iteration counts: what else the machine does can only slow one down. */
  private Speed speed(Scenario scenario, Peer peer, Jmh jmh) throws RunnerException {
    RunResult result =
        jmh.run(
            CacheBenchmark.class,
            Labels.of(scenario.operation()),
            scenario,
            peer,
            options ->
                options
                    .warmupIterations(warmups)
                    .warmupTime(TimeValue.milliseconds(millis))
                    .measurementIterations(iterations)
                    .measurementTime(TimeValue.milliseconds(millis))
                    .addProfiler(GCProfiler.class));
    return new Speed(result.getPrimaryResult().getStatistics().getMax(), allocated(result));
  }

  private static double allocated(RunResult result) {
    Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
    if (allocated == null) {
      throw new IllegalStateException(
          "JMH's gc profiler gave no '%s', only %s"
              .formatted(ALLOCATED, result.getSecondaryResults().keySet()));
    }
    return allocated.getScore();
  }
}
