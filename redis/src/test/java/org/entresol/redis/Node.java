package org.entresol.redis;

import java.net.URI;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.entresol.jcache.EntresolCachingProvider;

/** A manager of its own, as another process would have one. */
final class Node implements AutoCloseable {

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final EntresolCachingProvider provider = new EntresolCachingProvider();
  private final CacheManager manager;

  /**
   * A node of the server at an address.
   *
   * @param settings properties without their {@code entresol.}, each followed by its value
   */
  Node(String address, String... settings) {
    Properties properties = new Properties();
    for (int i = 0; i < settings.length; i += 2) {
      properties.setProperty("entresol." + settings[i], settings[i + 1]);
    }
    this.manager =
        provider.getCacheManager(
            URI.create(address + "#" + NUMBERS.incrementAndGet()), null, properties);
  }

  /** A cache of texts by texts that says nothing more. */
  static MutableConfiguration<String, String> texts() {
    return new MutableConfiguration<String, String>().setTypes(String.class, String.class);
  }

  <K, V> Cache<K, V> open(String name, MutableConfiguration<K, V> configuration) {
    return manager.createCache(name, configuration);
  }

  CacheManager manager() {
    return manager;
  }

  @Override
  public void close() {
    provider.close();
  }
}
