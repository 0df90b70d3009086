package org.entresol.tier.redis;

import java.time.Duration;
import org.entresol.time.Clock;
import org.entresol.time.Reminder;

/**
 * A trouble that begins, lasts and is over, and when the log is to be told of it: once that it has
 * begun and once that it is over. What comes and goes is told of once a minute; what has begun
 * before that minute is over is told of then, if it is still there. Thread-safe.
 */
final class Episode {

  private final Clock clock;
  private final Reminder reminder;
  private volatile boolean on;
  private volatile long since;

  /** Whether the log was told that it has begun; guarded by this. */
  private boolean told;

  /** Creates a trouble that is not there. */
  Episode(Clock clock) {
    this.clock = clock;
    this.reminder = new Reminder(Duration.ofMinutes(1), clock);
  }

  /** Whether it is there. */
  boolean isOn() {
    return on;
  }

  /** For how long it has been there by now, in nanoseconds; 0 if it is not. */
  long nanos() {
    return on ? Math.max(1, clock.nanos() - since) : 0;
  }

  /**
   * Notes that it is there.
   *
   * @return whether the log is to be told that it has begun
   */
  synchronized boolean goesOn() {
    if (!on) {
      since = clock.nanos();
      told = false;
      on = true;
    }
    if (told || !reminder.isDue()) {
      return false;
    }
    told = true;
    return true;
  }

  /**
   * Notes that it is over, if it was there.
   *
   * @return how long it took, in nanoseconds; 0 if the log is to be told nothing
   */
  long end() {
    return on ? endNow() : 0;
  }

  private synchronized long endNow() {
    long length = nanos();
    on = false;
    return told ? length : 0;
  }
}
