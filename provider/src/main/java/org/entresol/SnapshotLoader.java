package org.entresol;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/**
 * A loader that says which state of its source it has read, for caches with {@code load.snapshot}.
 *
 * <p>Where Entresol loads through it, it calls {@link #read}; to others it is an ordinary loader.
 * It is called by many threads at once (JSR-107 1.1.1, chapter 8).
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public interface SnapshotLoader<K, V> extends TimedLoader<K, V> {

  /**
   * What was read, and in which state of the source. Immutable as far as the map is.
   *
   * @param values the values of those keys that have one
   * @param snapshot the state, as the source writes it; taken before anything was read
   * @param <K> the type of keys
   * @param <V> the type of values
   */
  record Reading<K, V>(Map<K, Timed<V>> values, String snapshot) {

    /** Something that was read. */
    public Reading {
      requireNonNull(values, "values");
      requireNonNull(snapshot, "snapshot");
    }
  }

  /**
   * Reads the values of some keys, all in one state of the source or in later ones.
   *
   * @param keys the keys, each once; at least one
   * @throws CacheLoaderException if they cannot be read
   */
  Reading<K, V> read(Set<K> keys) throws CacheLoaderException;

  /** The value that {@link #read} reads. */
  @Override
  default @Nullable Timed<V> loadTimed(K key) throws CacheLoaderException {
    return read(Set.of(key)).values().get(key);
  }

  /** The values that {@link #read} reads. */
  @Override
  default Map<K, Timed<V>> loadAllTimed(Iterable<? extends K> keys) throws CacheLoaderException {
    Set<K> each = new LinkedHashSet<>();
    keys.forEach(each::add);
    return read(each).values();
  }
}
