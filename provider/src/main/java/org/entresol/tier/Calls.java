package org.entresol.tier;

import java.util.concurrent.atomic.LongAdder;
import org.entresol.time.Durations;

/** The calls that one cache of this node makes to its authority, in figures. Thread-safe. */
public final class Calls {

  private final Durations times = new Durations();
  private final LongAdder failures = new LongAdder();
  private volatile boolean enabled;

  /** Starts or stops counting; what was counted stays. */
  public void enable(boolean on) {
    enabled = on;
    times.enable(on);
  }

  /** How long they took, those that failed among them. */
  public Durations times() {
    return times;
  }

  /** Counts one that failed. */
  public void failed() {
    if (enabled) {
      failures.increment();
    }
  }

  /** How many failed. */
  public long failures() {
    return failures.sum();
  }

  /** Sets every count to zero. */
  public void clear() {
    times.clear();
    failures.reset();
  }
}
