package org.entresol.store;

import org.jspecify.annotations.Nullable;

/**
 * The exclusive right to one key, under which user code runs between what was found and what is
 * written. Belongs to the thread that took it.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public interface Hold<K, V> extends AutoCloseable {

  /** The entry that was found, expired or not; null when there was none. */
  @Nullable Entry<V> entry();

  /**
   * Makes a step for the held key.
   *
   * <p>What is held by then may differ from {@link #entry}: the entry may have been evicted, or
   * {@link EntryStore#put} may have come in between. The transition has to cope with both.
   *
   * @return false when another node has come in between, so that nothing was done: {@link #entry}
   *     is then what was found instead, and the hold goes on unless {@link #isLost}
   */
  boolean commit(Transition<K, V> transition);

  /**
   * Removes the held entry, whatever it is by now: where the truth is with the source of record.
   */
  void drop();

  /** Whether the right has ended before it was given back, so that others may have it now. */
  boolean isLost();

  /** Gives the key back. */
  @Override
  void close();
}
