package org.entresol.codec;

import java.util.Arrays;

/**
 * What the objects of a graph weigh: how many objects there are in each, one that is referred to
 * twice counted twice. That is what a hash code costs, and it can grow exponentially with the
 * number of bytes. Objects without a hash code of their own weigh one.
 *
 * <p>Writer and reader count alike, so that what the one accepts the other does. Not thread-safe.
 */
public final class Weights {

  private static final long MOST_HASHED = 10_000_000;
  private static final long ENDLESS = Long.MAX_VALUE / 4;
  private static final int KEPT = 2048;

  private long[] byNumber = new long[16];
  private long total;
  private long hashed;

  /** Forgets what was met. */
  public void reset() {
    if (byNumber.length > KEPT) {
      byNumber = new long[16];
    }
    total = 0;
    hashed = 0;
  }

  /** How many objects were met until now. */
  public long total() {
    return total;
  }

  /** Notes that an object begins which may be referred to by a number. */
  public void begin(int number) {
    if (number >= byNumber.length) {
      byNumber = Arrays.copyOf(byNumber, 2 * number);
    }
    byNumber[number] = 1;
  }

  /** Notes that an object was met. */
  public void meet() {
    total++;
  }

  /** Notes that an object was referred to. */
  public void meetAgain(int number) {
    total = Math.min(ENDLESS, total + byNumber[number]);
  }

  /**
   * Notes that an object is whole.
   *
   * @param number its own; -1 for none
   * @param before the total before it was met
   * @param isOne whether its hash code asks for nothing in it
   */
  public void end(int number, long before, boolean isOne) {
    if (isOne) {
      total = before + 1;
    }
    if (number >= 0) {
      byNumber[number] = total - before;
    }
  }

  /** Counts objects that are hashed; whether they are still few enough. */
  public boolean hash(long objects) {
    hashed = Math.min(ENDLESS, hashed + objects);
    return hashed <= MOST_HASHED;
  }
}
