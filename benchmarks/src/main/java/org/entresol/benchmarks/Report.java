package org.entresol.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Markdown tables that are made of slices: speed as ratios, and allocation. */
final class Report {
  private static final String NONE = "–";

  private final Map<Scenario, Row> rows = new LinkedHashMap<>();
  private final List<Peer> peers;

  Report(List<Round> rounds) {
    rounds.stream()
        .collect(Collectors.groupingBy(Round::scenario, LinkedHashMap::new, Collectors.toList()))
        .forEach((scenario, some) -> rows.put(scenario, new Row(some)));
    peers =
        Stream.of(Peer.values())
            .filter(peer -> rounds.stream().anyMatch(round -> round.speeds().containsKey(peer)))
            .toList();
  }

  /** Returns all tables. */
  String markdown() {
    return """
        Speed as a multiple of raw Caffeine's in the same round: the median, ± half the distance of
        the quartiles. Raw itself is in millions of operations a second.

        %s
        Our speed as a multiple of the fastest other provider's.

        %s
        Bytes allocated per operation.

        %s"""
        .formatted(
            table(labels(), this::speeds),
            table(List.of("ratio", "fastest other"), Report::toFastest),
            table(labels(), this::bytes));
  }

  private List<String> labels() {
    return peers.stream().map(Labels::of).toList();
  }

  private List<String> speeds(Row row) {
    return peers.stream().map(peer -> speed(row, peer)).toList();
  }

  private List<String> bytes(Row row) {
    return peers.stream()
        .map(peer -> row.figure(peer, Speed::bytesPerOp))
        .map(bytes -> bytes.map(spread -> String.valueOf(Math.round(spread.median()))))
        .map(text -> text.orElse(NONE))
        .toList();
  }

  private static List<String> toFastest(Row row) {
    return row.fastestOther()
        .map(other -> List.of(Spread.shown(row.oursTo(other)), Labels.of(other)))
        .orElse(List.of(NONE, NONE));
  }

  private static String speed(Row row, Peer peer) {
    return peer == Peer.RAW
        ? row.figure(peer, speed -> speed.opsPerSecond() / 1e6).map(Spread::toString).orElse(NONE)
        : row.toRaw(peer).map(Spread::toString).orElse(NONE);
  }

  private String table(List<String> columns, Function<Row, List<String>> cells) {
    StringBuilder text = new StringBuilder();
    text.append(line("", columns)).append(line("---", columns.stream().map(c -> "---:").toList()));
    rows.forEach((scenario, row) -> text.append(line(scenario.label(), cells.apply(row))));
    return text.toString();
  }

  private static String line(String first, List<String> others) {
    return "| " + first + " | " + String.join(" | ", others) + " |\n";
  }
}
