package org.entresol.guard;

import java.time.Duration;

/** The moment up to which one call waits, through all that it waits for. Immutable. */
public final class Deadline {

  /** The one that never comes: as long as it takes, or until the waiting thread is interrupted. */
  public static final Deadline NEVER = new Deadline(Duration.ofNanos(Long.MAX_VALUE / 2));

  private final Duration limit;
  private final long end;

  private Deadline(Duration limit) {
    this.limit = limit;
    this.end = System.nanoTime() + limit.toNanos();
  }

  /** The deadline that is so far off. */
  public static Deadline in(Duration limit) {
    return new Deadline(limit);
  }

  /** How far off it was at first. */
  public Duration limit() {
    return limit;
  }

  /** How far off it is; not above zero when it is over. */
  public long nanosLeft() {
    return end - System.nanoTime();
  }

  /** Whether there is no time left. */
  public boolean isOver() {
    return nanosLeft() <= 0;
  }

  /**
   * Waits for the end of another thread's undertaking.
   *
   * @throws WaitException if it has not ended in time, or the current thread is interrupted, which
   *     it then still is
   * @throws DeadlockException if that thread waits for the current one
   */
  public void await(Undertaking under) {
    String what = "thread '" + under.doer() + "'";
    try {
      if (!under.await(Duration.ofNanos(Math.max(0, nanosLeft())))) {
        throw WaitException.overdue(what, limit);
      }
    } catch (InterruptedException e) {
      throw WaitException.interrupted(what);
    }
  }
}
