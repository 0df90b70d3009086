package org.entresol;

import java.util.Collection;

/**
 * Says what entries can be invalidated by: for each key and value its tags, such as {@code
 * customer:42} for an order of that customer, see {@link EntresolCache#invalidateTags}.
 *
 * <p>Asked whenever a value is about to be stored, on the node that stores it, whatever it comes
 * from; so it is quick, thread-safe, and says the same on all nodes. It is made once for each
 * cache, by its public constructor without parameters. What it throws fails the operation.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
@FunctionalInterface
public interface TagExtractor<K, V> {

  /**
   * The tags of an entry; none for none, at most 64.
   *
   * @param key the key, not to be changed
   * @param value the value, not to be changed
   */
  Collection<String> tags(K key, V value);
}
