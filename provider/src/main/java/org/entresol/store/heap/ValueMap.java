package org.entresol.store.heap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalListener;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import org.entresol.store.Entry;
import org.entresol.store.EvictionListener;
import org.jspecify.annotations.Nullable;

/**
 * The heap's values by key, with no entry around them: for caches whose entries never expire and
 * whose values are handed out as they are, so that there is nothing to be known of them. Steps see
 * each value as an entry that lasts no longer than the step. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class ValueMap<K, V> extends HeapMap<K, V> {

  private final Cache<K, V> cache;
  private final ConcurrentMap<K, V> values;

  private ValueMap(Cache<K, V> cache) {
    super(cache);
    this.cache = cache;
    this.values = cache.asMap();
  }

  /**
   * An empty map.
   *
   * @param most how many entries it may hold
   * @param listener hears of what is dropped for want of room
   */
  static <K, V> ValueMap<K, V> of(long most, EvictionListener<K, V> listener) {
    RemovalListener<K, V> report =
        (key, value, cause) -> {
          if (key == null || value == null) {
            throw new IllegalStateException("strong keys and values are never collected: " + cause);
          }
          listener.evicted(key, new Seen<>(value));
        };
    return new ValueMap<>(Caffeine.newBuilder().evictionListener(report).maximumSize(most).build());
  }

  /**
   * A value as it was seen. There is no telling it from the same value stored anew, and no need:
   * what was true of the one is true of the other.
   */
  private static final class Seen<V> extends Entry<V> {

    Seen(V value) {
      super(value);
    }

    @Override
    public boolean isSameAs(@Nullable Entry<V> other) {
      return other != null && other.value() == value();
    }
  }

  private static <V> @Nullable Entry<V> seen(@Nullable V value) {
    return (value == null) ? null : new Seen<>(value);
  }

  /** The value of a key, or null. */
  @Nullable V get(K key) {
    return cache.getIfPresent(key);
  }

  /** Stores a value whatever there is. */
  void put(K key, V value) {
    cache.put(key, value);
  }

  @Override
  @Nullable Entry<V> read(K key) {
    return seen(cache.getIfPresent(key));
  }

  @Override
  void put(K key, Entry<V> entry) {
    cache.put(key, entry.value());
  }

  @Override
  @Nullable Entry<V> compute(
      K key, BiFunction<? super K, @Nullable Entry<V>, @Nullable Entry<V>> step) {
    return seen(
        values.compute(
            key,
            (k, value) -> {
              Entry<V> next = step.apply(k, seen(value));
              return (next == null) ? null : next.value();
            }));
  }

  @Override
  ValueMap<K, V> values() {
    return this;
  }
}
