package org.entresol.benchmarks;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;

/** A cache of a JCache provider, whatever lies behind it. */
final class RedisJCacheSubject<V> implements RedisSubject<V> {
  private final Cache<String, V> cache;
  private final Runnable end;

  private RedisJCacheSubject(Cache<String, V> cache, Runnable end) {
    this.cache = cache;
    this.end = end;
  }

  /**
   * Creates the cache in the manager.
   *
   * @param end ends what the manager does not end itself
   */
  static <V> RedisSubject<V> open(
      CacheManager manager, Configuration<String, V> configuration, Runnable end) {
    return new RedisJCacheSubject<>(manager.createCache(CacheShape.NAME, configuration), end);
  }

  @Override
  public Object get(String key) {
    return Objects.requireNonNull(cache.get(key), key);
  }

  @Override
  public V put(String key, V value) {
    cache.put(key, value);
    return value;
  }

  @Override
  public Map<String, ?> getAll(Set<String> keys) {
    return cache.getAll(keys);
  }

  @Override
  public void putAll(Map<String, V> entries) {
    cache.putAll(entries);
  }

  @Override
  public Object claim(String key, V value) {
    return cache.putIfAbsent(key, value) && cache.remove(key);
  }

  @Override
  public Object invoke(String key, UnaryOperator<V> change) {
    return cache.invoke(
        key,
        (entry, arguments) -> {
          entry.setValue(change.apply(entry.getValue()));
          return true;
        });
  }

  @Override
  public void close() {
    CacheManager manager = cache.getCacheManager();
    manager.destroyCache(CacheShape.NAME);
    manager.close();
    end.run();
  }
}
