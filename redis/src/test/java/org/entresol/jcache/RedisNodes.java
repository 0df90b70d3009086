package org.entresol.jcache;

import java.util.List;
import java.util.Properties;
import java.util.UUID;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import javax.cache.spi.CachingProvider;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.redis.FewConnections;
import org.entresol.testing.RedisServers;
import org.entresol.testing.RespClient;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Managers on a real server, each a node of its own, in a namespace that no other test shares;
 * closed when the test is over.
 */
public final class RedisNodes implements AfterEachCallback {
  private final CachingProvider provider = new EntresolCachingProvider();
  private final String namespace = "test-" + UUID.randomUUID();
  private final Properties properties = new Properties();
  private final String address;

  /** Nodes of the server that all tests share. */
  public RedisNodes() {
    this(RedisServers.shared().address());
  }

  /** Nodes of another server, or of what stands before one. */
  public RedisNodes(String address, String... namesAndValues) {
    this.address = address;
    properties.setProperty("entresol.namespace", namespace);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      properties.setProperty(namesAndValues[i], namesAndValues[i + 1]);
    }
  }

  /** The namespace of all nodes. */
  public String namespace() {
    return namespace;
  }

  /** The node of a name; the same one for the same name. */
  public CacheManager node(String name) {
    return FewConnections.manager(provider, address, name, properties);
  }

  /** A new cache of node "one". */
  public <K, V> Cache<K, V> open(String name, Configuration<K, V> configuration) {
    return node("one").createCache(name, configuration);
  }

  /** A configuration of texts by texts on a stack. */
  public static EntresolConfiguration.Builder<String, String> texts(Stack stack) {
    return EntresolConfiguration.builder(String.class, String.class).stack(stack);
  }

  /** A configuration of whole numbers by texts on a stack. */
  public static EntresolConfiguration.Builder<String, Integer> numbers(Stack stack) {
    return EntresolConfiguration.builder(String.class, Integer.class).stack(stack);
  }

  /** The names of all keys of this namespace, past the code under test. */
  public List<String> keys(RespClient resp) {
    return resp.texts("KEYS", namespace + ":*");
  }

  /** Closes all nodes; what they have stored stays. */
  public void close() {
    provider.close();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    close();
  }
}
