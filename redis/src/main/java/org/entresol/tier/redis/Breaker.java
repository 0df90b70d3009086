package org.entresol.tier.redis;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.entresol.recording.Recordings;
import org.entresol.tier.Faults.BreakerState;
import org.entresol.time.Clock;

/**
 * A circuit breaker: after a number of failures in a row calls are refused at once, but for one
 * trial each while. Thread-safe.
 */
final class Breaker {

  private static final long CLOSED = -1;

  private final String authority;
  private final int failures;
  private final long pause;
  private final Clock clock;
  private final AtomicInteger inRow = new AtomicInteger();
  private final AtomicLong nextTrial = new AtomicLong(CLOSED);
  private final LongAdder openings = new LongAdder();

  /**
   * Creates a closed breaker, which lets everything through.
   *
   * @param authority what is called, for recordings
   * @param failures how many failures in a row open it
   * @param pause how long it refuses between two trials
   */
  Breaker(String authority, int failures, Duration pause, Clock clock) {
    this.authority = authority;
    this.failures = failures;
    this.pause = pause.toNanos();
    this.clock = clock;
  }

  /** Whether a call may be tried now. */
  boolean permits() {
    long trial = nextTrial.get();
    if (trial == CLOSED) {
      return true;
    }
    long now = clock.nanos();
    return now >= trial && nextTrial.compareAndSet(trial, now + pause);
  }

  /** Whether calls are being refused. */
  boolean isOpen() {
    return nextTrial.get() != CLOSED;
  }

  /** Whether calls are being refused, and how often that began. */
  BreakerState state() {
    return new BreakerState(isOpen(), openings.sum());
  }

  void succeeded() {
    if (inRow.get() != 0) {
      inRow.set(0);
      if (nextTrial.getAndSet(CLOSED) != CLOSED) {
        Recordings.breaker(authority, false);
      }
    }
  }

  void failed() {
    if (inRow.incrementAndGet() >= failures) {
      if (nextTrial.getAndSet(clock.nanos() + pause) == CLOSED) {
        openings.increment();
        Recordings.breaker(authority, true);
      }
    }
  }
}
