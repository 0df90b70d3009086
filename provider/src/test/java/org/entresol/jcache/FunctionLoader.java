package org.entresol.jcache;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import javax.cache.integration.CacheLoader;
import org.jspecify.annotations.Nullable;

/**
 * A loader made of one function, whose null means that the source has no such key.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class FunctionLoader<K, V> implements CacheLoader<K, V> {
  private final Function<K, @Nullable V> source;

  /** A loader over a function. */
  public FunctionLoader(Function<K, @Nullable V> source) {
    this.source = source;
  }

  @Override
  public @Nullable V load(K key) {
    return source.apply(key);
  }

  @Override
  public Map<K, V> loadAll(Iterable<? extends K> keys) {
    Map<K, V> loaded = new HashMap<>();
    for (K key : keys) {
      V value = source.apply(key);
      if (value != null) {
        loaded.put(key, value);
      }
    }
    return loaded;
  }
}
