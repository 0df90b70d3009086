package org.entresol.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/** A bounded Caffeine cache without JCache: the yardstick. It is always by reference. */
final class RawSubject<V> implements Subject<V> {
  private final Cache<String, V> cache;

  private RawSubject(Cache<String, V> cache) {
    this.cache = cache;
  }

  static <V> Subject<V> open(CacheShape<V> shape) {
    Caffeine<Object, Object> builder = Caffeine.newBuilder().maximumSize(CacheShape.MAX_ENTRIES);
    return new RawSubject<>(shape.expiry().addTo(builder).build());
  }

  @Override
  public @Nullable V get(String key) {
    return cache.getIfPresent(key);
  }

  @Override
  public void put(String key, V value) {
    cache.put(key, value);
  }

  @Override
  public void close() {
    cache.invalidateAll();
  }
}
