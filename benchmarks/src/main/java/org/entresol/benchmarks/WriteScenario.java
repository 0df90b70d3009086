package org.entresol.benchmarks;

import java.util.Locale;
import org.entresol.Stack;

/**
 * One row of the table: what is put in the same way by caches that differ in their writers.
 *
 * @param stack where the caches are
 * @param keys how many keys are stored, each put as often as any other
 * @param threads how many threads put at once
 */
record WriteScenario(Stack stack, int keys, int threads) {

  /** Returns the row's title, such as {@code heap, 1,000 keys, 16 threads}. */
  String label() {
    return String.format(
        Locale.ROOT,
        "%s, %,d keys, %s",
        stack.configName(),
        keys,
        threads == 1 ? "1 thread" : threads + " threads");
  }
}
