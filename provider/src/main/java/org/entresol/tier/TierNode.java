package org.entresol.tier;

import org.jspecify.annotations.Nullable;

/**
 * This process's place among those that share an authority: it opens the tier of each cache, and
 * gives them their ticks. It tells the log when the authority goes away, and when it is back, once
 * for all of them. Thread-safe.
 */
public interface TierNode extends AutoCloseable {

  /**
   * The tier of one cache; its record in the authority is made if there is none.
   *
   * @param cache its name; together with the version of the options it is the cache's identity
   * @throws TierException if the record says otherwise than the options, or is of an unknown format
   */
  ByteTier open(String cache, TierOptions options);

  /**
   * A task that one of the nodes does for all.
   *
   * @param name letters, digits and dashes; nodes that name the same one share it
   * @return the lead; null where there is none, and each node does all itself
   */
  default @Nullable Leadership leadership(String name) {
    return null;
  }

  /**
   * How long the authority has been away by now, as far as is known without asking it.
   *
   * @return nanoseconds; 0 while it answers
   */
  long awayNanos();

  /** The client below, if it is of the given type; null otherwise. */
  <T> @Nullable T unwrap(Class<T> type);

  /** Lets go of everything in this JVM, the tiers that it has opened included. */
  @Override
  void close();
}
