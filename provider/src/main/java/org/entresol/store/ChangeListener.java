package org.entresol.store;

import org.jspecify.annotations.Nullable;

/**
 * Hears of changes that other nodes have made, each once and those of a key in their order.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public interface ChangeListener<K, V> {

  /** Whether nobody is interested at the moment. */
  boolean isSilent();

  /**
   * An entry was changed. Short; calls no user code.
   *
   * @param before the value there was, or null for none
   * @param after the value there is, or null for none
   */
  void changed(K key, @Nullable V before, @Nullable V after);
}
