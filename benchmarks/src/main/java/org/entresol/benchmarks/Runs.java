package org.entresol.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * A plan being carried out. Peers take turns in short slices, each in a fresh JVM, and every other
 * round goes backwards: what else the machine does then falls on all of them alike.
 */
final class Runs {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private final Plan plan;
  private final List<Slice> slices = new ArrayList<>();
  private final List<RunResult> results = new ArrayList<>();

  Runs(Plan plan) {
    this.plan = plan;
  }

  /** Runs everything, and tells the standard error stream how far it is. */
  void run() throws RunnerException {
    int stageNumber = 0;
    for (Plan.Stage stage : plan.stages()) {
      stageNumber++;
      for (int round = 0; round < stage.rounds(); round++) {
        System.err.printf(
            "%d/%d %s, round %d of %d%n",
            stageNumber, plan.stages().size(), stage.scenario().label(), round + 1, stage.rounds());
        for (Peer peer : turns(stage.peers(), round)) {
          slice(stage.scenario(), peer, round);
        }
      }
    }
  }

  /** Returns what was measured. */
  List<Slice> slices() {
    return Collections.unmodifiableList(slices);
  }

  /** Returns the same in the form of JMH. */
  Collection<RunResult> results() {
    return Collections.unmodifiableList(results);
  }

  private void slice(Scenario scenario, Peer peer, int round) throws RunnerException {
    RunResult result = new Runner(options(scenario, peer)).runSingle();
    results.add(result);
    slices.add(
        new Slice(
            scenario,
            peer,
            round,
            result.getPrimaryResult().getStatistics().getMax(),
            allocated(result)));
  }

  private Options options(Scenario scenario, Peer peer) {
    Plan.Pace pace = plan.pace();
    return new OptionsBuilder()
        .include(CacheBenchmark.class.getName() + "\\." + Labels.of(scenario.operation()) + "$")
        .param("peer", Labels.of(peer))
        .param("payload", scenario.payload().label())
        .param("byValue", String.valueOf(scenario.byValue()))
        .param("expiry", Labels.of(scenario.expiry()))
        .threads(scenario.threads())
        .forks(1)
        .warmupIterations(pace.warmups())
        .warmupTime(TimeValue.milliseconds(pace.millis()))
        .measurementIterations(pace.iterations())
        .measurementTime(TimeValue.milliseconds(pace.millis()))
        .jvmArgs("-Xms1g", "-Xmx1g", "-XX:+UseG1GC")
        .addProfiler(GCProfiler.class)
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true)
        .build();
  }

  private static List<Peer> turns(List<Peer> peers, int round) {
    List<Peer> turns = new ArrayList<>(peers);
    if (round % 2 == 1) {
      Collections.reverse(turns);
    }
    return turns;
  }

  private static double allocated(RunResult result) {
    Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
    if (allocated == null) {
      throw new IllegalStateException(
          "JMH's gc profiler gave no '"
              + ALLOCATED
              + "', only "
              + result.getSecondaryResults().keySet());
    }
    return allocated.getScore();
  }
}
