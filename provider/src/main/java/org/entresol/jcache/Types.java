package org.entresol.jcache;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * What the keys and values of one cache have to be: neither null nor of another type than was
 * configured. Immutable.
 *
 * @param cache the cache's name, for messages
 * @param ofKeys the type of keys
 * @param ofValues the type of values
 * @param <K> the type of keys
 * @param <V> the type of values
 */
record Types<K, V>(String cache, Class<K> ofKeys, Class<V> ofValues) {

  /**
   * A key as it is given.
   *
   * @throws ClassCastException if it is of another type
   */
  K key(K key) {
    requireNonNull(key, "key");
    if (!ofKeys.isInstance(key)) {
      throw mismatch("key", key, ofKeys);
    }
    return key;
  }

  /**
   * Keys as they are given.
   *
   * @throws ClassCastException if one is of another type
   */
  Set<? extends K> keys(Set<? extends K> keys) {
    keys.forEach(this::key);
    return keys;
  }

  /**
   * A value as it is given.
   *
   * @throws ClassCastException if it is of another type
   */
  V value(V value) {
    requireNonNull(value, "value");
    if (!ofValues.isInstance(value)) {
      throw mismatch("value", value, ofValues);
    }
    return value;
  }

  private ClassCastException mismatch(String what, Object object, Class<?> type) {
    return new ClassCastException(
        "The cache '%s' has %ss of type %s; '%s' is a %s"
            .formatted(cache, what, type.getName(), object, object.getClass().getName()));
  }
}
