package org.entresol.store;

import org.entresol.tier.Lifetimes;

/**
 * The instant past which no access moves the expiry of one entry. Thread-safe as far as the entry
 * is.
 */
public final class Limit {

  private final long life;
  private volatile long instant = Lifetimes.NEVER;

  /**
   * Creates a limit of an entry that does not live yet.
   *
   * @param life for how many nanoseconds it will live at most
   */
  public Limit(long life) {
    this.life = life;
  }

  /** The instant in nanoseconds of the cache's clock. */
  public long instant() {
    return instant;
  }

  /** Lets the life begin. */
  public void begin(long now) {
    instant = Lifetimes.instant(now, life);
  }

  /** Lets the life be the rest of another one. */
  public void goOn(long limit) {
    instant = limit;
  }
}
