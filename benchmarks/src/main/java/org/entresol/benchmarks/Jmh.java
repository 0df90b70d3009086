package org.entresol.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The way to JMH, which keeps all its results. */
final class Jmh {
  private final List<RunResult> results = new ArrayList<>();

  /**
   * Runs one benchmark method on one peer in a fresh JVM.
   *
   * @param options adds what is particular to this benchmark
   */
  RunResult run(
      Class<?> benchmark,
      String method,
      Scenario scenario,
      Peer peer,
      UnaryOperator<ChainedOptionsBuilder> options)
      throws RunnerException {
    ChainedOptionsBuilder common =
        new OptionsBuilder()
            .include(benchmark.getName() + "\\." + method + "$")
            .param("peer", Labels.of(peer))
            .param("payload", scenario.payload().label())
            .param("byValue", String.valueOf(scenario.byValue()))
            .param("expiry", Labels.of(scenario.expiry()))
            .threads(scenario.threads())
            .forks(1)
            .jvmArgs("-Xms1g", "-Xmx1g", "-XX:+UseG1GC")
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true);
    RunResult result = new Runner(options.apply(common).build()).runSingle();
    results.add(result);
    return result;
  }

  /** Returns all results so far. */
  List<RunResult> results() {
    return Collections.unmodifiableList(results);
  }
}
