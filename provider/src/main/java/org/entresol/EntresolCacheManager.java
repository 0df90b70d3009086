package org.entresol;

import java.time.Duration;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * The caches of one URI and one class loader, as JCache prescribes it; what it gives are {@link
 * EntresolCache}s.
 *
 * <p>Every manager that Entresol's provider gives is one. The caches that its configuration names
 * exactly are there as soon as the manager is. It may be unwrapped to the Redisson client, where a
 * Redis is configured, and to {@link org.entresol.recording.Spans}. Thread-safe; once it is closed,
 * every method but those that tell what it is throws an {@link IllegalStateException}.
 */
public interface EntresolCacheManager extends CacheManager {

  /**
   * Makes a cache. What its configuration leaves unset, the manager's configuration decides.
   *
   * @param cacheName the name, not null
   * @param configuration what it is to be, not null
   * @return the cache, open
   * @throws javax.cache.CacheException if a cache of that name exists, or the authority cannot be
   *     reached
   * @throws IllegalArgumentException if the configuration asks for what no cache can be
   * @throws UnsupportedOperationException if it asks for what the stack has not
   */
  @Override
  <K, V, C extends Configuration<K, V>> EntresolCache<K, V> createCache(
      String cacheName, C configuration);

  /**
   * A cache by its name and types.
   *
   * @return the cache, or null if there is none of that name
   * @throws ClassCastException if the cache was made with other types
   */
  @Override
  <K, V> @Nullable EntresolCache<K, V> getCache(
      String cacheName, Class<K> keyType, Class<V> valueType);

  /**
   * A cache by its name; its types are what the caller takes them for.
   *
   * @return the cache, or null if there is none of that name
   */
  @Override
  <K, V> @Nullable EntresolCache<K, V> getCache(String cacheName);

  /**
   * How long the authority of the shared caches has been away by now: known from what callers and
   * the background, which asks it each second, were answered. Asks nobody, and needs no open
   * manager.
   *
   * @return zero while it answers, and where no cache is shared
   */
  Duration away();
}
