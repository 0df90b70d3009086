package org.entresol.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The exclusive right to one key, under which user code runs between what was found and what is
 * written. Belongs to the thread that took it.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class Hold<K, V> implements AutoCloseable {

  private final Holds<K, V> holds;
  private final K key;

  Hold(Holds<K, V> holds, K key) {
    this.holds = holds;
    this.key = key;
  }

  /** This right as one to several keys that are one. */
  public Holds<K, V> all() {
    return holds;
  }

  /** The entry that was found, expired or not; null when there was none. */
  public @Nullable Entry<V> entry() {
    return holds.entry(key);
  }

  /**
   * Makes a step for the held key, see {@link Holds#commitAll}.
   *
   * @return false when another node has come in between, so that nothing was done: {@link #entry}
   *     is then what was found instead, and the hold goes on unless {@link #isLost}
   */
  public boolean commit(Transition<K, V> transition) {
    return holds.commitAll(List.of(transition)).isEmpty();
  }

  /**
   * Removes the held entry, whatever it is by now: where the truth is with the source of record.
   */
  public void drop() {
    holds.drop(List.of(key));
  }

  /** Whether the right has ended before it was given back, so that others may have it now. */
  public boolean isLost() {
    return holds.isLost(key);
  }

  /** Gives the key back. */
  @Override
  public void close() {
    holds.close();
  }
}
