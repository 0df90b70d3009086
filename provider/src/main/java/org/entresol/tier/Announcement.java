package org.entresol.tier;

import org.jspecify.annotations.Nullable;

/** The news of one change. Immutable, as long as nobody writes into its bytes. */
public final class Announcement {

  private static final byte[] NO_KEY = {};
  private final @Nullable Act act;
  private final boolean own;
  private final int partition;
  private final long sequence;
  private final byte[] key;
  private final @Nullable Stored old;
  private final @Nullable Stored entry;
  private final long[] recalled;

  /** Creates it from its parts. */
  public Announcement(
      @Nullable Act act,
      boolean own,
      int partition,
      long sequence,
      byte[] key,
      @Nullable Stored old,
      @Nullable Stored entry) {
    this.act = act;
    this.own = own;
    this.partition = partition;
    this.sequence = sequence;
    this.key = key;
    this.old = old;
    this.entry = entry;
    this.recalled = TagHash.NONE;
  }

  private Announcement(boolean own, int partition, long sequence, long[] recalled) {
    this.act = null;
    this.own = own;
    this.partition = partition;
    this.sequence = sequence;
    this.key = NO_KEY;
    this.old = null;
    this.entry = null;
    this.recalled = recalled;
  }

  /** The news that tags were recalled. */
  public static Announcement ofRecall(boolean own, int partition, long sequence, long[] tags) {
    return new Announcement(own, partition, sequence, tags);
  }

  /** The news that a whole partition was dropped. */
  public static Announcement ofAll(boolean own, int partition, long sequence) {
    return new Announcement(own, partition, sequence, TagHash.NONE);
  }

  /** WRITE, DELETE or DROP; null when tags were recalled, or the whole partition was dropped. */
  public @Nullable Act act() {
    return act;
  }

  /** Whether this node made the change. */
  public boolean own() {
    return own;
  }

  /** The partition. */
  public int partition() {
    return partition;
  }

  /** The sequence that the change stepped to. */
  public long sequence() {
    return sequence;
  }

  /** The key; empty when there is no act. */
  public byte[] key() {
    return key;
  }

  /**
   * The {@linkplain TagHash hashes} of the tags that were recalled; empty when none was, so that a
   * change without an act is one of the whole partition.
   */
  public long[] recalled() {
    return recalled;
  }

  /** The entry before it, where values are told and there was one. */
  public @Nullable Stored old() {
    return old;
  }

  /** The entry after it, where values are told and there is one. */
  public @Nullable Stored entry() {
    return entry;
  }
}
