package org.entresol.store;

import org.entresol.guard.Ticket;
import org.entresol.tier.Decision;
import org.entresol.tier.Rule;
import org.jspecify.annotations.Nullable;

/**
 * A step from what is held under one key to what shall be held: what an operation wants, for the
 * store to have it judged where the entries are, and to tell what came of it.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public interface Transition<K, V> {

  /** The key; owned by the cache, so it may stay in the store. */
  K key();

  /** What is wanted; lifetimes are in nanoseconds. */
  Rule rule();

  /** What acts that store are to store; null where none does. */
  @Nullable Entry<V> draft();

  /** The entry of a rule that needs the {@linkplain Rule.Condition#SAME same} one; null else. */
  @Nullable Entry<V> expected();

  /** The ticket without which nothing is stored: a load's; null for everything else. */
  @Nullable Ticket ticket();

  /** Whether the entry that is found is asked for. */
  boolean wantsFound();

  /** Whether listeners are to hear of it, so that steps of the key are settled in order. */
  boolean isHeard();

  /** Whether the step is given up, rather than made to wait, while another thread holds the key. */
  boolean givesWay();

  /**
   * Takes over what was decided; called inside the step, in the key's order, and once if it was
   * made.
   *
   * <p>Other keys may have to wait meanwhile, so this is short and calls no user code.
   *
   * @param found the entry that was found, if it is known; or one whose time had passed, if this
   *     step has let it go; null otherwise
   */
  void settled(Decision decision, @Nullable Entry<V> found);
}
