package org.entresol.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Markdown table of what was measured against one Redis server, made row by row. */
final class RedisReport {
  private static final String NONE = "–";
  private static final List<RedisPeer> PEERS =
      List.of(RedisPeer.ENTRESOL_REDIS, RedisPeer.ENTRESOL_NEAR, RedisPeer.REDISSON_JCACHE);

  private final List<String> lines = new ArrayList<>();

  /** Adds the rounds of a scenario, and returns its line. */
  String add(RedisScenario scenario, List<Map<RedisPeer, Double>> rounds) {
    List<String> cells = new ArrayList<>();
    cells.add(scenario.label());
    cells.add(
        Labels.of(scenario.yardstick())
            + " "
            + Spread.of(
                rounds.stream().map(round -> speed(round, scenario.yardstick()) / 1e3).toList()));
    PEERS.forEach(peer -> cells.add(ratio(rounds, peer, scenario.yardstick())));
    cells.add(ratio(rounds, RedisPeer.ENTRESOL_REDIS, RedisPeer.REDISSON_JCACHE));
    String line = line(cells);
    lines.add(line);
    return line;
  }

  private static String ratio(
      List<Map<RedisPeer, Double>> rounds, RedisPeer peer, RedisPeer yardstick) {
    List<Double> ratios =
        rounds.stream()
            .filter(round -> round.containsKey(peer) && round.containsKey(yardstick))
            .map(round -> speed(round, peer) / speed(round, yardstick))
            .toList();
    return ratios.isEmpty() ? NONE : Spread.of(ratios).toString();
  }

  private static double speed(Map<RedisPeer, Double> round, RedisPeer peer) {
    return round.getOrDefault(peer, Double.NaN);
  }

  /** Returns the whole table. */
  String markdown() {
    List<String> titles = Stream.concat(Stream.of("", "yardstick"), peers()).toList();
    return """
        Speed as a multiple of the yardstick's in the same round: the median, ± half the distance of
        the quartiles. The yardstick itself is in thousands of operations a second, all threads
        together.

        %s%s%s
        """
        .formatted(
            line(titles),
            line(titles.stream().map(title -> "---").toList()),
            lines.stream().collect(Collectors.joining()));
  }

  private static Stream<String> peers() {
    return Stream.concat(
        PEERS.stream().map(Labels::of), Stream.of("entresol-redis to redisson-jcache"));
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
