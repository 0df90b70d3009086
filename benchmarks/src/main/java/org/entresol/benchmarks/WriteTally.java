package org.entresol.benchmarks;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.entresol.Stack;

/**
 * What reaches the source when a few hot keys are written again and again, as fast as one thread
 * can. Nothing is flushed: what is pending is written when it is due.
 *
 * @param puts how many times the cache was written
 * @param entries how many entries the writer got
 * @param calls in how many calls it got them
 * @param millis how long the puts took
 */
record WriteTally(int puts, long entries, long calls, long millis) {
  private static final int HOT_KEYS = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /**
   * Writes, and waits until the source has the last value of each key.
   *
   * @throws IllegalStateException if it has not after a minute
   */
  static WriteTally take(WriteWay way, Stack stack, String address, int puts) {
    try (WriteSubject subject = WriteSubject.open(way, stack, address)) {
      Map<String, String> last = new HashMap<>();
      long start = System.nanoTime();
      for (int i = 0; i < puts; i++) {
        String key = "customer:" + i % HOT_KEYS;
        String value = Payload.STRING.make().apply(i);
        subject.cache().put(key, value);
        last.put(key, value);
      }
      long took = System.nanoTime() - start;
      CountingSource source = subject.source();
      await(source, last);
      return new WriteTally(
          puts, source.entries(), source.calls(), Duration.ofNanos(took).toMillis());
    }
  }

  private static void await(CountingSource source, Map<String, String> last) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!source.holds(last)) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException("The source lacks writes after " + PATIENCE);
      }
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }

  /** Returns the row of this way and stack. */
  String line(WriteWay way, Stack stack) {
    return String.format(
        Locale.ROOT,
        "| %s, %s | %,d | %,d | %,d | %,d |%n",
        stack.configName(),
        Labels.of(way),
        puts,
        entries,
        calls,
        millis);
  }
}
