package org.entresol.time;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until a test moves it. Thread-safe. */
public final class FakeClock implements Clock {

  private final AtomicLong nanos = new AtomicLong();

  @Override
  public long nanos() {
    return nanos.get();
  }

  /** Moves this clock into the future. */
  public void advance(Duration duration) {
    nanos.addAndGet(duration.toNanos());
  }
}
