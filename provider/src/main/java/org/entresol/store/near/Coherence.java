package org.entresol.store.near;

import java.time.Duration;
import org.entresol.tier.Act;
import org.entresol.tier.ByteTier;
import org.entresol.tier.ChangeMarks;
import org.entresol.tier.Hearing;

/**
 * What this node knows of the changes in an authority, and so which near entries may be served.
 * Thread-safe.
 *
 * <p>A key has a <i>spot</i>, and that a <i>generation</i>, which is another one when what is near
 * there may not be true any more: an entry is served only in the one in which it was asked for.
 * Where changes are announced, the spot is the partition.
 */
public interface Coherence {

  /** The knowledge of a node that has heard nothing yet. */
  static Coherence of(String cache, ByteTier tier) {
    ChangeMarks marks = tier.marks();
    return (marks == null)
        ? new HeardCoherence(cache, tier.partitions())
        : new MarkedCoherence(marks);
  }

  /** The spot of a key. */
  int spot(byte[] key, int partition);

  /** The spot's generation, to be asked for before the authority is. */
  long generation(int spot);

  /**
   * The generation in which an entry is that a step of this node has stored.
   *
   * @param generation that before the step
   * @param act what the step was
   */
  long generationAfter(long generation, Act act);

  /** Whether a near entry may be served. */
  boolean isCurrent(TieredEntry<?> entry);

  /**
   * Whether an entry may become a near one. To be asked in the step that admits it; {@link #raise}
   * comes before the step that removes it.
   */
  boolean admits(TieredEntry<?> entry, int hash);

  /** Drops every near entry of a partition, and maybe others. */
  void drop(int partition);

  /** Drops every near entry. */
  void dropAll();

  // ---- what is announced

  /** How many partitions changes are announced of. */
  int partitions();

  /** The sequence of the last recall that is known of at a spot; 0 for none. */
  long lastRecall(int spot);

  /** Notes that tags were recalled in a partition at a sequence. */
  void recall(int partition, long sequence, long[] tags);

  /** Notes that a key has changed at a sequence. */
  void raise(int partition, int hash, long sequence);

  /**
   * Whether it was noted that a key has changed at a sequence, and of none later of those that are
   * noted together.
   */
  boolean isRaisedTo(int partition, int hash, long sequence);

  /**
   * Notes that the tier told a sequence of a partition, before anything told with it is admitted:
   * where nothing was known yet, counting begins there.
   *
   * @param sequence the last sequence of which no announcement is to come; nothing is known by none
   */
  void meet(int partition, long sequence);

  /**
   * Hears one announcement: if it is not the next one, others were lost, or history has changed.
   */
  void hear(int partition, long sequence);

  /**
   * Waits until everything up to a sequence has been heard, but not for long: what was lost never
   * comes. Interrupts end the wait and stay set.
   */
  void awaitHeard(int partition, long sequence, Duration atMost);

  /**
   * Waits until everything up to some sequences has been heard, or what is near was read after
   * them, but not for long. Interrupts end the wait and stay set.
   *
   * @param sequences for each partition one; 0 for none
   * @return whether it was
   */
  boolean awaitReached(long[] sequences, Duration atMost);

  /**
   * Drops what is near of a partition unless it was read after the change of a sequence, or that
   * was heard of.
   *
   * @param sequence one that the authority has got to
   */
  void reach(int partition, long sequence);

  /** The sequences heard so far; to be asked for before those of the authority are read. */
  long[] heard();

  /**
   * The highest sequences that were heard, or at which something was found or done; to be asked for
   * before something is done that has to come after all that is near.
   */
  long[] known();

  /**
   * Compares what was heard with the authority at a steady pace. Announcements on their way are
   * given one tick to arrive; a sequence that went back means another authority.
   *
   * @param before what had been heard before the sequences were read
   */
  void compare(long[] before, long[] sequences);

  /**
   * Compares after a time in which nothing could be heard: what has moved is dropped at once.
   *
   * @param before what had been heard before the sequences were read
   */
  void compareAnew(long[] before, long[] sequences);

  /** How often announcements of a partition turned out to be lost. */
  long gaps();

  /**
   * What was heard.
   *
   * @param sent what was told
   */
  Hearing hearing(long sent);
}
