package org.entresol.store;

import java.util.Collection;
import java.util.List;
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
   * Makes a step for each of some held keys.
   *
   * <p>What is held by then may differ from {@link #entry}: the entry may have been evicted, or
   * {@link EntryStore#put} may have come in between. A transition has to cope with both.
   *
   * @return those into which another node has come in between, so that nothing was done for them:
   *     {@link #entry} is then what was found instead, and the hold of the key goes on unless it
   *     {@link #isLost}
   */
  <T extends Transition<K, V>> List<T> commitAll(Collection<T> transitions);

  /**
   * Removes held entries, whatever they are by now: where the truth is with the source of record.
   */
  void drop(Collection<K> keys);

  /** Whether the right to a key has ended before it was given back, so that others may have it. */
  boolean isLost(K key);

  /** Gives the keys back. */
  @Override
  void close();
}
