package org.entresol.durability;

import java.util.Random;

/** What goes wrong with batches, at random by a seed. Thread-safe. */
public final class Mishaps {
  private final Random random;
  private final int percent;

  /**
   * Mishaps of a database.
   *
   * @param percent how many of a hundred batches fail
   */
  public Mishaps(long seed, int percent) {
    this.random = new Random(seed);
    this.percent = percent;
  }

  /** What may become of a batch. */
  public enum Mishap {
    /** All is well. */
    NONE,
    /** Nothing is done. */
    REFUSED,
    /** The first half is done, and the cache is told so. */
    BROKEN_OFF,
    /** All is done in one transaction, which is rolled back. */
    ROLLED_BACK,
    /** All is done, and the cache is not told. */
    UNANSWERED
  }

  /** What becomes of the next batch. */
  public synchronized Mishap next() {
    Mishap[] all = Mishap.values();
    return (random.nextInt(100) < percent) ? all[1 + random.nextInt(all.length - 1)] : Mishap.NONE;
  }
}
