package org.entresol.store.heap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.RemovalListener;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import org.entresol.HeapBound;
import org.entresol.store.Entry;
import org.entresol.store.EvictionListener;
import org.entresol.store.Reclaim;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The heap's entries by key: each value with its instant, and whatever else is known of it.
 * Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class EntryMap<K, V> extends HeapMap<K, V> {

  private final Cache<K, Entry<V>> cache;
  private final ConcurrentMap<K, Entry<V>> entries;

  private EntryMap(Cache<K, Entry<V>> cache) {
    super(cache);
    this.cache = cache;
    this.entries = cache.asMap();
  }

  /**
   * An empty map.
   *
   * @param bound the most it may hold
   * @param reclaim when the memory of expired entries is freed, or null when no entry ever expires
   * @param clock the clock of the entries' instants
   * @param listener hears of what is dropped for want of room or time
   */
  static <K, V> EntryMap<K, V> of(
      HeapBound bound,
      @Nullable Reclaim<K, V> reclaim,
      Clock clock,
      EvictionListener<K, V> listener) {
    RemovalListener<K, Entry<V>> report =
        (key, entry, cause) -> report(listener, key, entry, cause);
    Caffeine<K, Entry<V>> builder = Caffeine.newBuilder().evictionListener(report);
    switch (bound.measure()) {
      case BYTES -> builder.maximumWeight(bound.limit()).weigher((key, entry) -> entry.weight());
      case ENTRIES -> builder.maximumSize(bound.limit());
    }
    if (reclaim != null) {
      builder = reclaim.on(builder, clock);
    }
    return new EntryMap<>(builder.build());
  }

  private static <K, V> void report(
      EvictionListener<K, V> listener,
      @Nullable K key,
      @Nullable Entry<V> entry,
      RemovalCause cause) {
    if (key == null || entry == null) {
      throw new IllegalStateException("strong keys and values are never collected: " + cause);
    }
    if (entry.isAbsence()) {
      return;
    }
    if (cause == RemovalCause.EXPIRED) {
      listener.expired(key, entry);
    } else {
      listener.evicted(key, entry);
    }
  }

  @Override
  @Nullable Entry<V> read(K key) {
    return cache.getIfPresent(key);
  }

  @Override
  void put(K key, Entry<V> entry) {
    cache.put(key, entry);
  }

  @Override
  @Nullable Entry<V> compute(
      K key, BiFunction<? super K, @Nullable Entry<V>, @Nullable Entry<V>> step) {
    return entries.compute(key, step);
  }

  @Override
  @Nullable ValueMap<K, V> values() {
    return null;
  }
}
