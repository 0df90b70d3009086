package org.entresol.tier;

import org.jspecify.annotations.Nullable;

/** The news of one change. Immutable, as long as nobody writes into its bytes. */
public final class Announcement {

  private final @Nullable Act act;
  private final boolean own;
  private final int partition;
  private final long sequence;
  private final byte[] key;
  private final @Nullable Stored old;
  private final @Nullable Stored entry;

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
  }

  /** WRITE, DELETE or DROP; null when the whole partition was dropped. */
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

  /** The key; empty when the whole partition was dropped. */
  public byte[] key() {
    return key;
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
