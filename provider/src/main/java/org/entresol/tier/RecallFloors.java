package org.entresol.tier;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * At which sequence each tag was recalled last: an entry below that is gone, if it has the tag.
 *
 * <p>Of many tags only some are remembered; the others count as recalled when the last of them was,
 * so that too much may be gone and never too little. Thread-safe.
 */
public final class RecallFloors {

  /** The most tags that are remembered. */
  public static final int MOST = 1 << 14;

  private final ConcurrentMap<Long, Long> floors = new ConcurrentHashMap<>();

  /** The sequence below which every tag counts as recalled. */
  private volatile long all;

  /** The highest sequence at which any tag was recalled. */
  private volatile long epoch;

  /** The highest sequence at which anything was recalled; 0 for not yet. */
  public long epoch() {
    return epoch;
  }

  /** How many tags are remembered. */
  public int size() {
    return floors.size();
  }

  /** Recalls tags at a sequence; it holds for all who ask when this has returned. */
  public synchronized void raise(long[] tags, long sequence) {
    if (floors.size() + tags.length > MOST) {
      all = Math.max(all, Math.max(epoch, sequence));
      floors.clear();
    }
    for (long tag : tags) {
      floors.merge(tag, sequence, Math::max);
    }
    epoch = Math.max(epoch, sequence);
  }

  /** Recalls every tag at a sequence. */
  public synchronized void raiseAll(long sequence) {
    all = Math.max(all, sequence);
    epoch = Math.max(epoch, sequence);
  }

  /**
   * Forgets what was recalled until a sequence: every tag counts as recalled then, so whoever has
   * entries that are older has to have found them in force since.
   */
  public synchronized void forget(long until) {
    all = Math.max(all, until);
    floors.values().removeIf(floor -> floor <= until);
  }

  /**
   * Whether one of some tags was recalled after a sequence.
   *
   * @param since the sequence at which none of them was
   */
  public boolean areRecalled(long[] tags, long since) {
    if (since >= epoch || tags.length == 0) {
      return false;
    }
    if (since < all) {
      return true;
    }
    for (long tag : tags) {
      Long floor = floors.get(tag);
      if (floor != null && floor > since) {
        return true;
      }
    }
    return since < all; // Some may have been forgotten meanwhile.
  }

  /** What is recalled by now, to go on by itself. */
  public synchronized RecallFloors copy() {
    RecallFloors copy = new RecallFloors();
    copy.floors.putAll(floors);
    copy.all = all;
    copy.epoch = epoch;
    return copy;
  }
}
