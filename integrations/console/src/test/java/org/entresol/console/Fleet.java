package org.entresol.console;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.entresol.EntresolCache;
import org.entresol.EntresolCacheManager;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.jcache.EntresolCachingProvider;

/** Nodes that share a Redis and a namespace. Closed by who makes it. */
final class Fleet implements AutoCloseable {

  private final List<EntresolCachingProvider> providers = new ArrayList<>();
  private final URI uri;
  private final String namespace;

  private Fleet(URI uri, String namespace) {
    this.uri = uri;
    this.namespace = namespace;
  }

  /** Nodes at a server. */
  static Fleet at(String address, String namespace) {
    return new Fleet(URI.create(address), namespace);
  }

  /** Nodes that go by a file. */
  static Fleet by(Path file, String namespace) {
    return new Fleet(file.toUri(), namespace);
  }

  /** One more node. */
  EntresolCacheManager node() {
    EntresolCachingProvider provider = new EntresolCachingProvider();
    providers.add(provider);
    Properties properties = new Properties();
    properties.setProperty("entresol.namespace", namespace);
    return provider.getCacheManager(uri, null, properties);
  }

  /** A cache with copies near its nodes. */
  static <K, V> EntresolConfiguration.Builder<K, V> near(Class<K> keys, Class<V> values) {
    return EntresolConfiguration.builder(keys, values).stack(Stack.HEAP_REDIS);
  }

  /** A cache of texts on a node of its own. */
  EntresolCache<String, String> texts(String name) {
    return node().createCache(name, near(String.class, String.class).build());
  }

  @Override
  public void close() {
    providers.forEach(EntresolCachingProvider::close);
  }
}
