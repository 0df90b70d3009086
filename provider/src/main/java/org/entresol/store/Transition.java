package org.entresol.store;

import org.entresol.guard.Ticket;
import org.entresol.tier.Act;
import org.jspecify.annotations.Nullable;

/**
 * A step from what is held under one key to what shall be held.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public interface Transition<K, V> {

  /** The key; owned by the cache, so it may stay in the store. */
  K key();

  /**
   * What shall be held after {@code current}: another entry, null for none, or {@code current}
   * itself to leave it.
   *
   * <p>Runs inside the step that changes the store, where other keys may have to wait: it is short,
   * calls no user code, and is repeated if the step is.
   */
  @Nullable Entry<V> next(@Nullable Entry<V> current);

  /** This step as a row that an authority elsewhere can judge in place of {@link #next}. */
  Row<V> row();

  /**
   * Takes over what came of the {@link #row}, in place of {@link #next}.
   *
   * @param act the act that was due
   * @param found whether there was an entry
   * @param entry the entry that was found, if the row wanted it
   * @param stored whether the row's entry was stored
   */
  void judged(Act act, boolean found, @Nullable Entry<V> entry, boolean stored);

  /** Notes that the row was not made, because the entry is not the expected one any more. */
  void overtaken();

  /**
   * Marks that {@link #next} took effect; called once, inside the same step, in the key's order.
   */
  void committed();

  /**
   * Whether other loads that began before this step must not be stored after it; asked after {@link
   * #next}.
   */
  boolean overrulesLoads();

  /** Whether the source of record has to learn of this step; asked after {@link #next}. */
  boolean reachesSource();

  /** What the source has to learn: the new value, or null for a deletion. */
  @Nullable V written();

  /** Whether the step is given up, rather than made to wait, while another thread holds the key. */
  boolean givesWay();

  /** The ticket without which the step is not made: a load's; null for everything else. */
  @Nullable Ticket ticket();
}
