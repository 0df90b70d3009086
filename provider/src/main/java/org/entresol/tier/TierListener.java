package org.entresol.tier;

import org.jspecify.annotations.Nullable;

/**
 * Hears of what happens in a tier, and of the passing of time.
 *
 * <p>Announced changes come from the thread that receives them, those of each partition in their
 * order unless some were lost: take them shortly, block on nothing and call no user code. All else
 * comes from a thread in the background.
 */
public interface TierListener {

  /** A change was announced. */
  void announced(Announcement announcement);

  /**
   * What this node serves of a key from its own heap; null for nothing. From the thread that
   * receives announcements.
   */
  default @Nullable NearCopy copyOf(byte[] key) {
    return null;
  }

  /**
   * Somebody has answered a question with what is said to be a node's copy of a key. From the
   * thread that receives announcements.
   */
  default void answered(long question, byte[] key, NearCopy copy) {}

  /**
   * What this node has of the cache. From a thread in the background.
   *
   * @param most the most keys that are named of each kind
   * @return null where nobody keeps account of it
   */
  default @Nullable NodeState state(int most) {
    return null;
  }

  /** Changes may have been missed: the subscription was made, or made anew. */
  void subscribed();

  /** The tier's data have another history from now on: nothing known of them may be true. */
  void otherHistory();

  /** A fraction of a second has passed. */
  void tick();

  /** Time to compare what was heard with the tier's sequences; some ticks apart. */
  void repair();
}
