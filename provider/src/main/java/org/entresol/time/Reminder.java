package org.entresol.time;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** The rule by which the log is told of something that lasts: once in a while. Thread-safe. */
public final class Reminder {

  private final Clock clock;
  private final long every;
  private final AtomicLong next;

  /** Creates a rule by which it is time at once. */
  public Reminder(Duration every, Clock clock) {
    this.clock = clock;
    this.every = every.toNanos();
    this.next = new AtomicLong(clock.nanos());
  }

  /** Whether it is time to tell; not again for a while, then. */
  public boolean isDue() {
    long now = clock.nanos();
    long due = next.get();
    return due - now <= 0 && next.compareAndSet(due, now + every);
  }
}
