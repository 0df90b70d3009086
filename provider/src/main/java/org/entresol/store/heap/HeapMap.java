package org.entresol.store.heap;

import java.util.Iterator;
import java.util.function.BiFunction;
import org.entresol.store.Entry;
import org.jspecify.annotations.Nullable;

/**
 * What the heap holds under each key, over a bounded Caffeine cache. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
interface HeapMap<K, V> {

  /** What is held under a key, or null. */
  @Nullable Entry<V> read(K key);

  /** Stores an entry whatever there is. */
  void put(K key, Entry<V> entry);

  /**
   * Makes a step from what is held under a key to what shall be held; null stands for nothing.
   * Other keys may have to wait for it, so it is short and runs no user code.
   *
   * @return what is held then
   */
  @Nullable Entry<V> compute(
      K key, BiFunction<? super K, @Nullable Entry<V>, @Nullable Entry<V>> step);

  /** Removes what is held under a key. */
  void remove(K key);

  /** The keys; weakly consistent. */
  Iterator<K> keys();

  /** Removes everything. */
  void clear();

  /** How many keys there are; an estimate. */
  long size();

  /** The values themselves, where nothing is held beside them; null else. */
  @Nullable ValueMap<K, V> values();

  /** The cache below, if it is of the given type; null otherwise. */
  <T> @Nullable T unwrap(Class<T> type);
}
