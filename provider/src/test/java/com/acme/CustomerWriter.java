package com.acme;

import java.util.Collection;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;

/** Writes nowhere. */
public final class CustomerWriter implements CacheWriter<String, Customer> {
  @Override
  public void write(Cache.Entry<? extends String, ? extends Customer> entry) {}

  @Override
  public void writeAll(Collection<Cache.Entry<? extends String, ? extends Customer>> entries) {
    entries.clear();
  }

  @Override
  public void delete(Object key) {}

  @Override
  public void deleteAll(Collection<?> keys) {
    keys.clear();
  }
}
