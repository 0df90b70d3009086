package org.entresol.source;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.entresol.SnapshotLoader;
import org.entresol.SnapshotLoader.Reading;
import org.entresol.Timed;
import org.entresol.TimedLoader;
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

  private final TimedLoader<K, V> loader;
  private final Class<V> valueType;

  /** Wraps a loader of the user's. */
  public Loader(CacheLoader<K, V> loader, Class<V> valueType) {
    this.loader = (loader instanceof TimedLoader<K, V> timed) ? timed : new Untimed<>(loader);
    this.valueType = valueType;
  }

  /** Whether values may come with their own time to live. */
  public boolean isTimed() {
    return !(loader instanceof Untimed);
  }

  /** Whether it says which state of its source it reads. */
  public boolean tellsSnapshots() {
    return loader instanceof SnapshotLoader;
  }

  /**
   * The values of those keys that the source has, and which state of it was read.
   *
   * @param keys at least one, for a loader that {@linkplain #tellsSnapshots tells that}
   */
  public Reading<K, V> read(Collection<K> keys) {
    try {
      Reading<K, V> read =
          ((SnapshotLoader<K, V>) loader)
              .read(Collections.unmodifiableSet(new LinkedHashSet<>(keys)));
      return new Reading<>(checked(keys, read.values()), read.snapshot());
    } catch (CacheLoaderException e) {
      throw e;
    } catch (Exception e) {
      throw failed(keys, e);
    }
  }

  /** The value of one key, or null when the source has none. */
  public @Nullable Timed<V> load(K key) {
    try {
      return checked(key, loader.loadTimed(key));
    } catch (CacheLoaderException e) {
      throw e;
    } catch (Exception e) {
      throw new CacheLoaderException("The loader failed for key '" + key + "'", e);
    }
  }

  /** The values of those keys that the source has. */
  public Map<K, Timed<V>> loadAll(Collection<K> keys) {
    try {
      Map<K, Timed<V>> loaded = loader.loadAllTimed(keys);
      return (loaded == null) ? new HashMap<>() : checked(keys, loaded);
    } catch (CacheLoaderException e) {
      throw e;
    } catch (Exception e) {
      throw failed(keys, e);
    }
  }

  private static CacheLoaderException failed(Collection<?> keys, Exception failure) {
    return new CacheLoaderException("The loader failed for " + keys.size() + " keys", failure);
  }

  private Map<K, Timed<V>> checked(Collection<K> keys, Map<K, Timed<V>> loaded) {
    Map<K, Timed<V>> values = new HashMap<>();
    for (K key : keys) {
      Timed<V> value = checked(key, loaded.get(key));
      if (value != null) {
        values.put(key, value);
      }
    }
    return values;
  }

  private @Nullable Timed<V> checked(K key, @Nullable Timed<V> loaded) {
    if (loaded != null && !valueType.isInstance(loaded.value())) {
      throw new CacheLoaderException(
          "The loader returned a %s for key '%s'; the cache holds values of type %s"
              .formatted(typeOf(loaded), key, valueType.getName()));
    }
    return loaded;
  }

  /** The type of a value that need not be what the loader's own type promises. */
  private static String typeOf(Timed<?> loaded) {
    return loaded.value().getClass().getName();
  }

  /**
   * A loader whose values live as long as the cache's policy says.
   *
   * @param loader the user's
   */
  private record Untimed<K, V>(CacheLoader<K, V> loader) implements TimedLoader<K, V> {

    @Override
    public @Nullable Timed<V> loadTimed(K key) {
      V value = loader.load(key);
      return (value == null) ? null : Timed.of(value);
    }

    @Override
    public Map<K, Timed<V>> loadAllTimed(Iterable<? extends K> keys) {
      Map<K, Timed<V>> timed = new HashMap<>();
      Map<K, V> loaded = loader.loadAll(keys);
      if (loaded != null) {
        loaded.forEach(
            (key, value) -> {
              if (value != null) {
                timed.put(key, Timed.of(value));
              }
            });
      }
      return timed;
    }
  }
}
