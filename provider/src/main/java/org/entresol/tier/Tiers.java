package org.entresol.tier;

import org.jspecify.annotations.Nullable;

/** What is known of the tiers of one cache, beside what its operations count. Thread-safe. */
public interface Tiers {

  /** What has gone wrong between this node and the authority, and was handled. */
  default Faults faults() {
    return Faults.NONE;
  }

  /** What this node has told others of its changes, and heard of theirs. */
  default Hearing hearing() {
    return Hearing.NONE;
  }

  /** What the audit of coherence has found. */
  default Audited audited() {
    return Audited.NONE;
  }

  /** What lies in this node's heap, and what it has let go of. */
  Kept kept();

  /**
   * How much lies in an authority that other nodes share, asked now.
   *
   * @param weighed of how many entries the memory is asked for at most
   */
  default Extent extent(int weighed) {
    return Extent.UNKNOWN;
  }

  /** The files of the authority, for who looks after them; null where there are none. */
  default @Nullable Volume volume() {
    return null;
  }
}
