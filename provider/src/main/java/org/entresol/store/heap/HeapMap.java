package org.entresol.store.heap;

import com.github.benmanes.caffeine.cache.Cache;
import java.util.Iterator;
import java.util.function.BiFunction;
import org.entresol.store.Entry;
import org.entresol.store.Tags;
import org.entresol.tier.Recall;
import org.jspecify.annotations.Nullable;

/**
 * What the heap holds under each key, over a bounded Caffeine cache. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
abstract class HeapMap<K, V> {

  private final Cache<K, ?> below;

  /** Creates another view of the same cache. */
  HeapMap(HeapMap<K, ?> same) {
    this.below = same.below;
  }

  /** Creates the view of a cache, whatever form it holds values in. */
  HeapMap(Cache<K, ?> below) {
    this.below = below;
  }

  /** What is held under a key, or null. */
  abstract @Nullable Entry<V> read(K key);

  /** Stores an entry whatever there is. */
  abstract void put(K key, Entry<V> entry);

  /**
   * Makes a step from what is held under a key to what shall be held; null stands for nothing.
   * Other keys may have to wait for it, so it is short and runs no user code.
   *
   * @return what is held then
   */
  abstract @Nullable Entry<V> compute(
      K key, BiFunction<? super K, @Nullable Entry<V>, @Nullable Entry<V>> step);

  /** The values themselves, where nothing is held beside them; null else. */
  abstract @Nullable ValueMap<K, V> values();

  /** The number of the last recall; 0 where nothing has tags. */
  long sequence() {
    return 0;
  }

  /** Whether one of some tags was recalled in any way after the recall with a number. */
  boolean areRecalled(Tags tags, long since) {
    return false;
  }

  /** Drops what has one of some tags, or lets it expire; nothing where nothing has any. */
  void recall(long[] tags, Recall how) {}

  /** Removes what is held under a key. */
  final void remove(K key) {
    below.asMap().remove(key);
  }

  /** The keys; weakly consistent. */
  final Iterator<K> keys() {
    return below.asMap().keySet().iterator();
  }

  /** Removes everything. */
  final void clear() {
    below.invalidateAll();
  }

  /** How many keys there are; an estimate. */
  final long size() {
    return below.estimatedSize();
  }

  /** What they take by their weights; -1 where each weighs the same. */
  final long bytes() {
    return below
        .policy()
        .eviction()
        .filter(bound -> bound.isWeighted())
        .map(bound -> bound.weightedSize().orElse(-1))
        .orElse(-1L);
  }

  /** The cache below, if it is of the given type; null otherwise. */
  final <T> @Nullable T unwrap(Class<T> type) {
    return type.isInstance(below) ? type.cast(below) : null;
  }
}
