package org.entresol.redis;

import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.entresol.jcache.EntresolCachingProvider;

/** A manager of its own, as another process would have one. */
final class Node implements AutoCloseable {

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final EntresolCachingProvider provider;
  private final CacheManager manager;

  private Node(EntresolCachingProvider provider, CacheManager manager) {
    this.provider = provider;
    this.manager = manager;
  }

  /** A node that a file describes. */
  static Node of(Path file) {
    EntresolCachingProvider provider = new EntresolCachingProvider();
    return new Node(provider, provider.getCacheManager(file.toUri(), null));
  }

  /**
   * A node of the server at an address.
   *
   * @param settings properties without their {@code entresol.}, each followed by its value
   */
  static Node on(String address, String... settings) {
    Properties properties = new Properties();
    for (int i = 0; i < settings.length; i += 2) {
      properties.setProperty("entresol." + settings[i], settings[i + 1]);
    }
    EntresolCachingProvider provider = new EntresolCachingProvider();
    String name = "" + NUMBERS.incrementAndGet();
    return new Node(provider, FewConnections.manager(provider, address, name, properties));
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
