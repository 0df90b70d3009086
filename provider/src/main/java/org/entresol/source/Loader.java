package org.entresol.source;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/**
 * The reading side of the system of record: a cache loader of the user's, checked.
 *
 * <p>Whatever exception the loader throws, a checked one of another JVM language included, comes
 * out as a {@link CacheLoaderException}. What it returns is not trusted to be of the cache's type,
 * nor to hold only what was asked for. Thread-safe as far as the loader is.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class Loader<K, V> {

  private final CacheLoader<K, V> loader;
  private final Class<V> valueType;

  /** Wraps a loader of the user's. */
  public Loader(CacheLoader<K, V> loader, Class<V> valueType) {
    this.loader = loader;
    this.valueType = valueType;
  }

  /** The value of one key, or null when the source has none. */
  public @Nullable V load(K key) {
    try {
      return checked(key, loader.load(key));
    } catch (CacheLoaderException e) {
      throw e;
    } catch (Exception e) {
      throw new CacheLoaderException("The loader failed for key '" + key + "'", e);
    }
  }

  /** The values of those keys that the source has. */
  public Map<K, V> loadAll(Collection<K> keys) {
    try {
      Map<K, V> loaded = loader.loadAll(keys);
      Map<K, V> values = new HashMap<>();
      if (loaded != null) {
        for (K key : keys) {
          V value = checked(key, loaded.get(key));
          if (value != null) {
            values.put(key, value);
          }
        }
      }
      return values;
    } catch (CacheLoaderException e) {
      throw e;
    } catch (Exception e) {
      throw new CacheLoaderException("The loader failed for " + keys.size() + " keys", e);
    }
  }

  private @Nullable V checked(K key, @Nullable V value) {
    if (value != null && !valueType.isInstance(value)) {
      throw new CacheLoaderException(
          "The loader returned a %s for key '%s'; the cache holds values of type %s"
              .formatted(value.getClass().getName(), key, valueType.getName()));
    }
    return value;
  }
}
