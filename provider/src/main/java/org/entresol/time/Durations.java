package org.entresol.time;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How long something took, each time: how often, how long in all, and how many were no longer than
 * each of some bounds. While it is disabled, nothing is counted and no clock is read. Thread-safe.
 */
public final class Durations {

  /** The start of what is not measured. */
  private static final long UNTIMED = 0;

  /** The upper bounds, in microseconds; what is longer than all has a place of its own. */
  private static final long[] BOUNDS = {
    100,
    250,
    500,
    1_000,
    2_500,
    5_000,
    10_000,
    25_000,
    50_000,
    100_000,
    250_000,
    500_000,
    1_000_000,
    2_500_000,
    5_000_000,
    10_000_000
  };

  private static final double MICROS_OF_A_SECOND = 1e6;
  private static final long NANOS_OF_A_MICRO = 1_000;

  private final LongAdder[] counts = new LongAdder[BOUNDS.length + 1];
  private final LongAdder nanos = new LongAdder();
  private volatile boolean enabled;

  /** Creates one that is disabled, and has counted nothing. */
  public Durations() {
    for (int i = 0; i < counts.length; i++) {
      counts[i] = new LongAdder();
    }
  }

  /** Starts or stops counting; what was counted stays. */
  public void enable(boolean on) {
    enabled = on;
  }

  /** The start of what may be measured, to be handed to {@link #took}. */
  public long start() {
    return enabled ? System.nanoTime() | 1 : UNTIMED;
  }

  /** Ends the measuring of what began with a start. */
  public void took(long start) {
    if (start != UNTIMED) {
      add(System.nanoTime() - start);
    }
  }

  /** Adds what took so many nanoseconds by whatever clock. */
  public void add(long took) {
    if (enabled) {
      long some = Math.max(0, took);
      nanos.add(some);
      counts[place(some)].increment();
    }
  }

  private static int place(long took) {
    int place = 0;
    while (place < BOUNDS.length && took > BOUNDS[place] * NANOS_OF_A_MICRO) {
      place++;
    }
    return place;
  }

  /** How often it was. */
  public long count() {
    long sum = 0;
    for (LongAdder some : counts) {
      sum += some.sum();
    }
    return sum;
  }

  /** How long it took in all, in nanoseconds. */
  public long nanos() {
    return nanos.sum();
  }

  /**
   * How often it took no longer than each bound.
   *
   * @return by bounds in seconds, ascending, the last of which is infinite
   */
  public Map<Double, Long> upTo() {
    Map<Double, Long> all = new TreeMap<>();
    long sum = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += counts[i].sum();
      boolean bounded = i < BOUNDS.length;
      all.put(bounded ? BOUNDS[i] / MICROS_OF_A_SECOND : Double.POSITIVE_INFINITY, sum);
    }
    return all;
  }

  /** Sets every count to zero. */
  public void clear() {
    nanos.reset();
    for (LongAdder some : counts) {
      some.reset();
    }
  }
}
