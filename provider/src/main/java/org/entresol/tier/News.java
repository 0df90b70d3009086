package org.entresol.tier;

/**
 * The facet of a tier that tells what has changed, and how far it has got. Thread-safe; every
 * method may throw a {@link TierException}.
 */
public interface News {

  /** The sequences of all partitions, in one call. */
  long[] sequences();

  /**
   * What tells the history of the data from others that might have the same sequences, such as that
   * before a restart. Asked of the tier.
   */
  String history();

  /** Whether it is away, so that nobody is told anything, and it is made up for later. */
  default boolean isAway() {
    return false;
  }

  /** The tier's own clock now, in milliseconds, as this node estimates it. */
  long millis();

  /**
   * Tells all nodes that nothing which they have near is to be believed any more, evicted entries
   * included, of which nobody else can tell; what lies in the tier stays.
   */
  void outdateAll();

  /**
   * Asks all nodes, this one among them, for the copies that they serve of a key; {@link
   * TierListener#answered} hears the answers, of those who serve one. Waits for nobody, and nobody
   * answers where the tier cannot ask.
   *
   * @param question a number that answers are known by
   */
  default void askNodes(long question, byte[] key) {}

  /** Names who hears of announced changes, this node's own among them, and of time. */
  void listen(TierListener listener);
}
