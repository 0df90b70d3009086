package org.entresol.time;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until a test moves it. Thread-safe. */
public final class FakeClock implements Clock {

  private final AtomicLong nanos = new AtomicLong();
  private volatile long recent;
  private volatile Runnable hook = FakeClock::nothing;

  @Override
  public long nanos() {
    long now = nanos.get();
    recent = now;
    return now;
  }

  @Override
  public long recent() {
    return recent;
  }

  /** Moves this clock into the future. */
  public void advance(Duration duration) {
    nanos.addAndGet(duration.toNanos());
    hook.run();
  }

  /** What happens whenever time has passed, in the thread that moved this clock. */
  public void whenAdvanced(Runnable action) {
    hook = action;
  }

  private static void nothing() {}
}
