package org.entresol.codec;

import java.util.Arrays;

/**
 * What the objects of a graph weigh: how many objects there are in each, one that is referred to
 * twice counted twice. That is what a hash code costs, and it can grow exponentially with the
 * number of bytes. Objects without a hash code of their own weigh one. In a <i>knot</i> a container
 * holds itself, so that nobody may hash it.
 *
 * <p>Writer and reader count alike, so that what the one accepts the other does. Not thread-safe.
 */
public final class Weights {

  private static final long MOST_HASHED = 10_000_000;

  private static final long ENDLESS = Long.MAX_VALUE / 4;

  private static final int KEPT = 2048;

  /** A table that a container makes for what it holds has some room to spare. */
  private static final int ROOM = 64;

  private static final int SLOTS_EACH_BYTE = 4;

  /**
   * A container that is not whole yet. The bits below say how many knots and objects were met
   * before it, or as many as they can.
   */
  private static final long OPEN = Long.MIN_VALUE;

  private static final int TOTAL_BITS = 42;
  private static final long MOST_TOTAL = (1L << TOTAL_BITS) - 1;
  private static final long MOST_KNOTS = (1L << (62 - TOTAL_BITS)) - 1;

  /** The weight of each, below zero if it holds a knot, or is a container that is not whole. */
  private long[] byNumber = new long[16];

  /** What was referred to last. */
  private int again = -1;

  private long knots;
  private long total;
  private long hashed;
  private long slots;

  /** Forgets what was met. */
  public void reset() {
    if (byNumber.length > KEPT) {
      byNumber = new long[16];
    }
    again = -1;
    knots = 0;
    total = 0;
    hashed = 0;
    slots = 0;
  }

  /** How many objects were met until now. */
  public long total() {
    return total;
  }

  /** What was met since the total was {@code before}: without end once that cannot be counted. */
  public long since(long before) {
    return total >= ENDLESS ? ENDLESS : total - before;
  }

  /**
   * Notes that an object begins which may be referred to by a number, even before it is whole: then
   * it weighs one if its class is a user's, which has a hash code that ends.
   */
  public void begin(int number, HashCost cost) {
    if (number >= byNumber.length) {
      byNumber = Arrays.copyOf(byNumber, 2 * number);
    }
    byNumber[number] =
        (cost == HashCost.CONTENT)
            ? OPEN | (Math.min(knots, MOST_KNOTS) << TOTAL_BITS) | Math.min(total, MOST_TOTAL)
            : 1;
  }

  /** Notes that an object was met. */
  public void meet() {
    total++;
  }

  /** Notes that an object was referred to, which may be one that is not whole yet. */
  public void meetAgain(int number) {
    long weight = byNumber[number];
    total = Math.min(ENDLESS, total + (isOpen(weight) ? 1 : Math.abs(weight)));
    knots += (weight < 0) ? 1 : 0;
    again = number;
  }

  private static boolean isOpen(long weight) {
    return weight < -ENDLESS;
  }

  /** How many knots were met until now. */
  public long knots() {
    return knots;
  }

  /** What it takes to hash what was met since: without end if there was a knot. */
  public long toHash(long before, long knotsBefore) {
    return knots > knotsBefore ? ENDLESS : Math.max(0, since(before) - 1);
  }

  /**
   * What it takes to hash a part of what nobody knows which parts it hashes of: an inner class has
   * its outer object for one. That is no knot yet if it is a container that is about to hold this,
   * and has held none so far: then it is hashed as it is now.
   */
  public long toHashIfHashed(long before, long knotsBefore) {
    boolean isOuter = knots == knotsBefore + 1 && total == before + 1 && isOpen(byNumber[again]);
    if (!isOuter) {
      return toHash(before, knotsBefore);
    }
    long met = byNumber[again] - OPEN;
    boolean isEven = knotsBefore < MOST_KNOTS && (met >> TOTAL_BITS) == knotsBefore;
    return isEven ? total - (met & MOST_TOTAL) : ENDLESS;
  }

  /**
   * Notes that an object is whole.
   *
   * @param number its own; -1 for none
   * @param before the total before it was met
   * @param knotsBefore the knots before it was met
   */
  public void end(int number, long before, long knotsBefore, HashCost cost) {
    if (cost == HashCost.NOTHING) {
      total = Math.min(ENDLESS, before + 1);
      knots = knotsBefore;
    }
    if (number >= 0) {
      byNumber[number] = (knots > knotsBefore) ? -since(before) : since(before);
    }
  }

  /** Counts objects that are hashed; whether they are still few enough. */
  public boolean hash(long objects) {
    hashed = Math.min(ENDLESS, hashed + objects);
    return hashed <= MOST_HASHED;
  }

  /**
   * Counts an array that is made before what belongs into it is read.
   *
   * @param length its length; below zero for none
   * @param bytes how many bytes there are for all that is in such arrays
   * @return whether they are few enough for that
   */
  public boolean make(long length, long bytes) {
    slots += Math.max(0, length - ROOM);
    return slots <= SLOTS_EACH_BYTE * bytes;
  }
}
