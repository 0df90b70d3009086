package org.entresol.source;

import javax.cache.Cache;

/** A key and value on their way to a writer. */
record SourceEntry<K, V>(K key, V value) implements Cache.Entry<K, V> {

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
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw new IllegalArgumentException("An entry for a writer is not a " + type.getName());
  }
}
