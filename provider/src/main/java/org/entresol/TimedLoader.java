package org.entresol;

import java.util.LinkedHashMap;
import java.util.Map;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/**
 * A loader whose values may each have their own time to live and their own tags.
 *
 * <p>Where Entresol loads through it, it calls the two methods of this interface; to others it is
 * an ordinary loader. It is called by many threads at once (JSR-107 1.1.1, chapter 8).
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public interface TimedLoader<K, V> extends CacheLoader<K, V> {

  /**
   * Loads the value of one key.
   *
   * @param key the key; never null
   * @return the value with its time to live, or null when the key has no value
   * @throws CacheLoaderException if the value cannot be loaded
   */
  @Nullable Timed<V> loadTimed(K key) throws CacheLoaderException;

  /**
   * Loads the values of several keys, by default one after the other.
   *
   * @param keys the keys, each once
   * @return the values with their times to live; keys without a value are missing
   * @throws CacheLoaderException if the values cannot be loaded
   */
  default Map<K, Timed<V>> loadAllTimed(Iterable<? extends K> keys) throws CacheLoaderException {
    Map<K, Timed<V>> loaded = new LinkedHashMap<>();
    for (K key : keys) {
      Timed<V> timed = loadTimed(key);
      if (timed != null) {
        loaded.put(key, timed);
      }
    }
    return loaded;
  }

  /** The value that {@link #loadTimed} loads, without its time to live; null when there is none. */
  @Override
  default @Nullable V load(K key) throws CacheLoaderException {
    Timed<V> timed = loadTimed(key);
    return timed == null ? null : timed.value();
  }

  /** The values that {@link #loadAllTimed} loads, without their times to live. */
  @Override
  default Map<K, V> loadAll(Iterable<? extends K> keys) throws CacheLoaderException {
    Map<K, V> values = new LinkedHashMap<>();
    loadAllTimed(keys).forEach((key, timed) -> values.put(key, timed.value()));
    return values;
  }
}
