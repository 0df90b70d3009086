package org.entresol.benchmarks;

import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/** A cache of a JCache provider. */
final class JCacheSubject<V> implements Subject<V> {
  private final Cache<String, V> cache;

  private JCacheSubject(Cache<String, V> cache) {
    this.cache = cache;
  }

  /** Creates the cache in the manager; closing the subject closes the manager's provider. */
  static <V> Subject<V> open(CacheManager manager, Configuration<String, V> configuration) {
    return new JCacheSubject<>(manager.createCache(CacheShape.NAME, configuration));
  }

  @Override
  public @Nullable V get(String key) {
    return cache.get(key);
  }

  @Override
  public void put(String key, V value) {
    cache.put(key, value);
  }

  @Override
  public void close() {
    cache.getCacheManager().getCachingProvider().close();
  }
}
