package org.entresol.jcache;

import javax.cache.Cache;

/**
 * A key and its value, as handed out by an iterator: a snapshot that does not follow the cache.
 *
 * @param key the key
 * @param value the value
 * @param <K> the type of keys
 * @param <V> the type of values
 */
record EntresolCacheEntry<K, V>(K key, V value) implements Cache.Entry<K, V> {

  @Override
  public K getKey() {
    return key;
  }

  @Override
  public V getValue() {
    return value;
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    return Unwrapping.unwrap(type, this);
  }
}
