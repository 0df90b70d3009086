package org.entresol.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** The filling of caches, many entries to a call. */
final class Bulk {
  private static final int SIZE = 500;

  private Bulk() {}

  /**
   * Stores entries.
   *
   * @param putAll stores some, and keeps nothing of the map
   * @param first the number of the first
   * @param end the number behind the last
   */
  static <V> void fill(
      Consumer<Map<String, V>> putAll,
      int first,
      int end,
      IntFunction<String> key,
      IntFunction<V> value) {
    Map<String, V> some = new LinkedHashMap<>();
    for (int i = first; i < end; i++) {
      some.put(key.apply(i), value.apply(i));
      if (some.size() == SIZE || i == end - 1) {
        putAll.accept(some);
        some.clear();
      }
    }
  }
}
