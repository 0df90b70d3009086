package org.entresol.store;

import org.jspecify.annotations.Nullable;

/**
 * The values of a store whose entries have nothing beside their value, with no entry around them.
 * Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public interface BareValues<K, V> {

  /** The value held under a key, or null. */
  @Nullable V get(K key);

  /** Stores a value on the terms of {@link EntryStore#put}. */
  void put(K key, V value);
}
