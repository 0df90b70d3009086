package org.entresol.store.near;

import java.util.List;
import org.entresol.store.Entry;
import org.entresol.tier.Kept;
import org.jspecify.annotations.Nullable;

/**
 * The entries of an authority that this node keeps in its heap, as far as they are known to be
 * true; by itself it keeps none. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
interface NearEntries<K, V> {

  /** Keeps nothing. */
  static <K, V> NearEntries<K, V> none() {
    return new NearEntries<>() {};
  }

  /** Whether any may be kept at all. */
  default boolean areKept() {
    return false;
  }

  /** The near entry, expired or not; null when there is none that may be served. */
  default @Nullable TieredEntry<V> get(K key) {
    return null;
  }

  /** The near entry, even if it may not be served any more; not counted as a use of it. */
  default @Nullable TieredEntry<V> peek(K key) {
    return null;
  }

  /** Admits an entry unless something newer is known of its key. */
  default void admit(K key, int hash, TieredEntry<V> entry) {}

  /**
   * Admits an entry unless something newer is known of its key.
   *
   * @param sequence what is older than this goes, whether the entry is admitted or not
   */
  default void replace(K key, int hash, TieredEntry<V> entry, long sequence) {}

  /** Counts an entry that does not become a near one, as nobody knows whether it is true. */
  default void unkept() {}

  /** How many entries did not become near ones. */
  default long refused() {
    return 0;
  }

  /** Puts an entry in that nobody vouches for, unless there is one that somebody does. */
  default void keep(K key, TieredEntry<V> entry) {}

  /** Removes what is older than a sequence, with what is being admitted at this moment. */
  default void dropOlder(K key, long sequence) {}

  /** Removes the entry of a key. */
  default void drop(K key) {}

  /** Removes one entry, unless another has come in its place. */
  default void drop(K key, @Nullable Entry<V> entry) {}

  /** Removes all entries. */
  default void dropAll() {}

  /** Notes that an entry's instant has moved. */
  default void touched(K key) {}

  /** The keys that are used most, the hottest first. */
  default List<K> hottest(int most) {
    return List.of();
  }

  /** What is kept, and what was let go of. */
  default Kept kept() {
    return Kept.own(0, -1);
  }

  /** The native cache, if it is of the given type; null otherwise. */
  default <T> @Nullable T unwrap(Class<T> type) {
    return null;
  }
}
