package org.entresol.tier;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.entresol.recording.Span;
import org.entresol.recording.Spans;
import org.entresol.time.Durations;

/** The calls that one cache of this node makes to its authority, in figures. Thread-safe. */
public final class Calls {

  private final String cache;
  private final Spans spans;
  private final Durations times = new Durations();
  private final LongAdder failures = new LongAdder();
  private volatile boolean enabled;

  /**
   * Creates the figures of calls; none are counted yet.
   *
   * @param cache the name of the cache whose calls they are
   * @param spans is told of each
   */
  public Calls(String cache, Spans spans) {
    this.cache = cache;
    this.spans = spans;
  }

  /** Those that somebody else counts and tells of. */
  public static Calls ofOthers() {
    return new Calls("", new Spans());
  }

  /** Starts or stops counting; what was counted stays. */
  public void enable(boolean on) {
    enabled = on;
    times.enable(on);
  }

  /** How long they took, those that failed among them. */
  public Durations times() {
    return times;
  }

  /** Makes a call; what fails is for whoever makes it to handle. */
  public <T> T timed(Supplier<T> call) {
    long start = times.start();
    Span span = spans.remoteCall(cache);
    Throwable failure = null;
    try {
      return call.get();
    } catch (RuntimeException | Error e) {
      failure = e;
      if (enabled && e instanceof TierException) {
        failures.increment();
      }
      throw e;
    } finally {
      times.took(start);
      span.end(failure);
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
