package org.entresol.model;

import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Configuration;

/** The part of a cache that no program uses: life cycle and configuration. */
abstract class UnsupportedCache implements Cache<Integer, Box> {

  @Override
  public <C extends Configuration<Integer, Box>> C getConfiguration(Class<C> type) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String getName() {
    throw new UnsupportedOperationException();
  }

  @Override
  public CacheManager getCacheManager() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}

  @Override
  public boolean isClosed() {
    return false;
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void registerCacheEntryListener(
      CacheEntryListenerConfiguration<Integer, Box> configuration) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void deregisterCacheEntryListener(
      CacheEntryListenerConfiguration<Integer, Box> configuration) {
    throw new UnsupportedOperationException();
  }
}
