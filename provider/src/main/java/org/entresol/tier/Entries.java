package org.entresol.tier;

import java.util.Iterator;
import java.util.List;

/**
 * The facet of a tier that holds entries: versioned bytes by key, in partitions, each change of
 * which is judged in one step. Thread-safe; every method may throw a {@link TierException}.
 */
public interface Entries {

  /** The number of partitions, the same for all nodes. */
  int partitions();

  /** The partition of a key, from 0 on. */
  int partitionOf(byte[] key);

  /**
   * Looks one key up.
   *
   * <p>Where an entry lies in a partition whose sequence was lost, the sequence is made first,
   * above all earlier ones: without it nobody could tell a later change.
   */
  Found read(byte[] key);

  /**
   * Looks keys up {@linkplain #read likewise}, in few round trips; the answers are in the order of
   * the keys.
   */
  List<Found> readAll(List<byte[]> keys);

  /** Carries one plan out, in one round trip. */
  default Outcome attempt(Plan plan) {
    return attemptAll(List.of(plan)).get(0);
  }

  /**
   * Carries plans out, each atomic by itself, in few round trips; the answers are in the order of
   * the plans.
   */
  List<Outcome> attemptAll(List<Plan> plans);

  /** The keys there are, in batches; weakly consistent, and some may be gone already. */
  default Iterator<List<byte[]>> scan() {
    return scan(Glob.ALL);
  }

  /**
   * The keys there are that are text and look like something, in batches; others may be among them
   * that are no text. Weakly consistent: of what is there from beginning to end nothing is missing.
   */
  Iterator<List<byte[]>> scan(Glob keys);

  /** Drops all entries, in a time that does not depend on their number. */
  void clear();

  /**
   * Drops all entries that have one of some tags, or lets them expire, in a time that does not
   * depend on their number, and refuses the loads under way that are to store such.
   *
   * @param tags the {@linkplain TagHash hashes} of the tags, at least one
   * @return the sequence of each partition at which it was done
   */
  long[] recall(long[] tags, Recall how);

  /** {@linkplain Recall#DROP Drops} all entries that have one of some tags. */
  default long[] recall(long[] tags) {
    return recall(tags, Recall.DROP);
  }
}
