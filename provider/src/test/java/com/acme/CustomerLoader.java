package com.acme;

import java.util.LinkedHashMap;
import java.util.Map;
import javax.cache.integration.CacheLoader;

/** Loads customers who are named as their key. */
public final class CustomerLoader implements CacheLoader<String, Customer> {
  @Override
  public Customer load(String key) {
    return new Customer(key);
  }

  @Override
  public Map<String, Customer> loadAll(Iterable<? extends String> keys) {
    Map<String, Customer> loaded = new LinkedHashMap<>();
    keys.forEach(key -> loaded.put(key, load(key)));
    return loaded;
  }
}
