package org.entresol.store;

import org.entresol.tier.Lifetimes;
import org.entresol.tier.RecallFloors;

/**
 * The tags of an entry, with a sequence at which none of them was recalled, and the end that an
 * earlier recall has given the entry. Thread-safe.
 *
 * <p>Whether one was recalled since is asked with each use of the entry, so what is known already
 * is kept: as long as nothing at all is recalled, the answer costs one comparison.
 */
public final class Tags {

  /** The sequence of tags whose entry is not stored yet. */
  private static final long NOT_YET = -1;

  private final long[] hashes;
  private volatile long alive;

  /** When a recall has let the entry expire; never less than what is known by {@link #alive}. */
  private volatile long end = Entry.ETERNAL;

  /**
   * The tags of an entry that a tier has.
   *
   * @param hashes the {@linkplain org.entresol.tier.TagHash hashes}, at least one
   * @param alive a sequence at which none of them was recalled
   */
  public Tags(long[] hashes, long alive) {
    this.hashes = hashes;
    this.alive = alive;
  }

  /** The tags of an entry that is to be stored. */
  public Tags(long[] hashes) {
    this(hashes, NOT_YET);
  }

  /** The hashes of the tags; not to be changed. */
  public long[] hashes() {
    return hashes;
  }

  /** Says at which sequence the entry is stored, unless that is known. */
  public void beginAt(long sequence) {
    if (alive == NOT_YET) {
      alive = sequence;
    }
  }

  /** Says that none of them was recalled until a sequence. */
  public void confirmAt(long sequence) {
    alive = Math.max(alive, sequence);
  }

  /** The instant at which a recall has let the entry expire; {@link Entry#ETERNAL} for none. */
  long end() {
    return end;
  }

  /**
   * Whether a recall of one of the tags has dropped the entry, by what is known now; if it was one
   * that has let it expire, that is its end from now on.
   */
  public boolean areDropped(RecallFloors floors) {
    long epoch = floors.epoch();
    if (alive >= epoch) {
      return false;
    }
    long until = floors.endOf(hashes, alive);
    if (until == RecallFloors.GONE) {
      return true;
    }
    if (until != Lifetimes.NEVER) {
      end = Math.min(end, until);
    }
    alive = epoch;
    return false;
  }
}
