package org.entresol.spring.boot;

import java.net.URI;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * A manager that stays its owner's: who has it for a while, and closes it then, closes nothing.
 * Hibernate does so with the end of each session factory, and others have caches there, too.
 * Thread-safe.
 *
 * @param owned the manager
 */
record LentCacheManager(CacheManager owned) implements CacheManager {
  @Override
  public CachingProvider getCachingProvider() {
    return owned.getCachingProvider();
  }

  @Override
  public URI getURI() {
    return owned.getURI();
  }

  @Override
  public ClassLoader getClassLoader() {
    return owned.getClassLoader();
  }

  @Override
  public Properties getProperties() {
    return owned.getProperties();
  }

  @Override
  public <K, V, C extends Configuration<K, V>> Cache<K, V> createCache(
      String name, C configuration) {
    return owned.createCache(name, configuration);
  }

  @Override
  public <K, V> @Nullable Cache<K, V> getCache(String name, Class<K> keyType, Class<V> valueType) {
    return owned.getCache(name, keyType, valueType);
  }

  @Override
  public <K, V> @Nullable Cache<K, V> getCache(String name) {
    return owned.getCache(name);
  }

  @Override
  public Iterable<String> getCacheNames() {
    return owned.getCacheNames();
  }

  @Override
  public void destroyCache(String name) {
    owned.destroyCache(name);
  }

  @Override
  public void enableManagement(String name, boolean enabled) {
    owned.enableManagement(name, enabled);
  }

  @Override
  public void enableStatistics(String name, boolean enabled) {
    owned.enableStatistics(name, enabled);
  }

  @Override
  public void close() {
    // The owner does it.
  }

  @Override
  public boolean isClosed() {
    return owned.isClosed();
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    return owned.unwrap(type);
  }
}
