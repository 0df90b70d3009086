package org.entresol.store;

/**
 * Hears of entries that a store drops by itself.
 *
 * <p>Called inside the step that drops the entry, so in the key's order; it must be short and call
 * no user code.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public interface EvictionListener<K, V> {

  /** An entry was dropped because the store is full. */
  void evicted(K key, Entry<V> entry);

  /** An entry was dropped because its instant had passed and nobody had asked for it since. */
  void expired(K key, Entry<V> entry);
}
