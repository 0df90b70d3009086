package org.entresol.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The Markdown tables of what a put costs and causes when it has to reach a source. */
final class WriteReport {
  private final StringBuilder latencies = new StringBuilder();
  private final StringBuilder tallies = new StringBuilder();

  /** Adds the rounds of a scenario, and returns its line. */
  String add(WriteScenario scenario, List<Map<WriteWay, Double>> rounds) {
    String line =
        String.format(
            Locale.ROOT,
            "| %s | %s | %s | %s |%n",
            scenario.label(),
            Spread.of(
                rounds.stream()
                    .map(round -> scenario.threads() * 1e6 / speed(round, WriteWay.PLAIN))
                    .toList()),
            ratio(rounds, WriteWay.BEHIND),
            ratio(rounds, WriteWay.THROUGH));
    latencies.append(line);
    return line;
  }

  /** Adds what reached the source, and returns its line. */
  String add(String line) {
    tallies.append(line);
    return line;
  }

  private static Spread ratio(List<Map<WriteWay, Double>> rounds, WriteWay way) {
    return Spread.of(
        rounds.stream().map(round -> speed(round, WriteWay.PLAIN) / speed(round, way)).toList());
  }

  private static double speed(Map<WriteWay, Double> round, WriteWay way) {
    return round.getOrDefault(way, Double.NaN);
  }

  /** Returns both tables. */
  String markdown() {
    return """
        Latency of a put as a multiple of that of a cache without a writer in the same round: the
        median, ± half the distance of the quartiles.

        | | µs without a writer | behind | through |
        | --- | ---: | ---: | ---: |
        %s
        What the source gets of writes to 100 hot keys at the default delay.

        | | writes | entries | calls of the writer | ms until all were put |
        | --- | ---: | ---: | ---: | ---: |
        %s"""
        .formatted(latencies, tallies);
  }
}
