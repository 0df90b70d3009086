package org.entresol.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * A program that prints how what calls take grows with the entries and the partitions of a cache in
 * Redis. Each cache has a server of its own, and they take turns.
 */
public final class RedisGrowth {
  private static final List<Integer> PARTITIONS = List.of(1, 16, 256);

  /** The partitions of the cache that the others are compared with; it has the fewest entries. */
  private static final int USUAL = 16;

  private static final int ROUNDS = 15;
  private static final int MILLIS = 150;
  private static final int PASSES = 3;
  private static final int WARM_CLEARS = 300;

  private final List<GrownCache> caches = new ArrayList<>();
  private final List<Integer> entries;
  private final int rounds;
  private final int millis;
  private final StringBuilder text = new StringBuilder();

  private RedisGrowth(List<Integer> entries, int rounds, int millis) {
    this.entries = entries;
    this.rounds = rounds;
    this.millis = millis;
  }

  /**
   * Measures and prints.
   *
   * @param arguments how many entries, if not 10,000, 100,000 and 1,000,000
   */
  public static void main(String... arguments) {
    List<Integer> entries =
        arguments.length == 0
            ? List.of(10_000, 100_000, 1_000_000)
            : Stream.of(arguments).map(Integer::valueOf).toList();
    System.out.print(table(entries, ROUNDS, MILLIS));
  }

  /** Returns the figures as a Markdown table. */
  static String table(List<Integer> entries, int rounds, int millis) {
    RedisGrowth growth = new RedisGrowth(entries, rounds, millis);
    try {
      growth.measure();
      return growth.text.toString();
    } finally {
      growth.caches.forEach(GrownCache::close);
    }
  }

  private void measure() {
    for (int size : entries) {
      for (int partitions : PARTITIONS) {
        caches.add(new GrownCache(size, partitions));
      }
    }
    text.append("| | partitions |");
    entries.forEach(size -> text.append(String.format(Locale.ROOT, " %,d entries |", size)));
    text.append("\n| --- | ---: |").append(" ---: |".repeat(entries.size())).append('\n');
    add("`get`", turns(cache -> cache::get));
    add("`put`", turns(cache -> cache::put));
    add("`getAll` of 100", turns(cache -> cache::getAll));
    add("`iterator`, each entry", passes());
    clears();
  }

  /** The microseconds of a step, of each cache in each round; the first rounds are not counted. */
  private List<Map<GrownCache, Double>> turns(Function<GrownCache, IntConsumer> step) {
    Map<GrownCache, Turns.Side> sides = new LinkedHashMap<>();
    caches.forEach(cache -> sides.put(cache, Turns.Side.of(step.apply(cache))));
    try (Turns turns = new Turns(1, 1)) {
      List<Map<GrownCache, Double>> unused = turns.rounds(sides, rounds / 5 + 1, millis);
      List<Map<GrownCache, Double>> speeds = turns.rounds(sides, rounds, millis);
      speeds.forEach(round -> round.replaceAll((cache, speed) -> 1e6 / speed));
      return speeds;
    }
  }

  private List<Map<GrownCache, Double>> passes() {
    List<Map<GrownCache, Double>> passes = new ArrayList<>();
    for (int pass = 0; pass < PASSES; pass++) {
      Map<GrownCache, Double> times = new HashMap<>();
      caches.forEach(cache -> times.put(cache, cache.iterate()));
      passes.add(times);
    }
    return passes;
  }

  private void clears() {
    GrownCache first = caches.get(0);
    for (int i = 0; i < WARM_CLEARS; i++) {
      double unused = first.clear();
    }
    List<Map<GrownCache, Double>> calls = new ArrayList<>();
    List<Map<GrownCache, Double>> sweeps = new ArrayList<>();
    for (int pass = 0; pass < PASSES; pass++) {
      Map<GrownCache, Double> called = new HashMap<>();
      Map<GrownCache, Double> swept = new HashMap<>();
      for (GrownCache cache : caches) {
        cache.fill();
        called.put(cache, cache.clear());
        swept.put(cache, cache.awaitSweep());
      }
      calls.add(called);
      sweeps.add(swept);
    }
    add("`clear`", calls);
    add("the sweep after it, each entry", sweeps);
  }

  /** Adds lines: how many times as long it takes as in the usual cache of the fewest entries. */
  private void add(String label, List<Map<GrownCache, Double>> times) {
    GrownCache usual =
        caches.stream().filter(cache -> cache.partitions() == USUAL).findFirst().orElseThrow();
    Spread own = Spread.of(times.stream().map(round -> time(round, usual)).toList());
    for (int partitions : PARTITIONS) {
      text.append(
          partitions == USUAL
              ? "| %s (1.00 is %s µs) | %d |".formatted(label, own, partitions)
              : "| %s | %d |".formatted(label, partitions));
      caches.stream()
          .filter(cache -> cache.partitions() == partitions)
          .map(cache -> times.stream().map(r -> time(r, cache) / time(r, usual)).toList())
          .forEach(ratios -> text.append(" %s |".formatted(Spread.of(ratios))));
      text.append('\n');
    }
  }

  private static double time(Map<GrownCache, Double> round, GrownCache cache) {
    return round.getOrDefault(cache, Double.NaN);
  }
}
