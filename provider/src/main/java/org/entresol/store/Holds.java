package org.entresol.store;

import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The exclusive right to several keys, taken and given back together. Belongs to the thread that
 * took it.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public interface Holds<K, V> extends AutoCloseable {

  /** The keys that are held. */
  Set<K> keys();

  /** The entry that was found under a held key, expired or not; null when there was none. */
  @Nullable Entry<V> entry(K key);

  /**
   * Makes a step for each of some held keys. An entry into which another node has come in between
   * is removed instead: the source of record, which was asked to change first, has the truth.
   */
  void commitAll(Collection<? extends Transition<K, V>> transitions);

  /** Gives the keys back. */
  @Override
  void close();
}
