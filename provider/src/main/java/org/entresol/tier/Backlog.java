package org.entresol.tier;

/**
 * How far the source of record lags behind a cache.
 *
 * @param pending the number of pending writes, those under way among them
 * @param oldestMillis the age of the oldest of them, in milliseconds; 0 if there is none
 * @param dead the number of dead letters
 */
public record Backlog(long pending, long oldestMillis, long dead) {

  /** Nothing pending and nothing dead. */
  public static final Backlog NONE = new Backlog(0, 0, 0);

  /** That of two parts of a cache together. */
  public Backlog and(Backlog other) {
    return new Backlog(
        pending + other.pending, Math.max(oldestMillis, other.oldestMillis), dead + other.dead);
  }
}
