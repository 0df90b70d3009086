package org.entresol.benchmarks;

import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;
import org.entresol.jcache.EntresolCachingProvider;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.KeysScanOptions;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.Config;
import org.redisson.jcache.JCachingProvider;
import org.redisson.jcache.configuration.RedissonConfiguration;

/** How each provider is opened on Redis: with its own defaults, and a client of its own. */
final class RedisProviders {
  /** The namespace of the bare commands. All are as long as the default one, which costs memory. */
  static final String BARE = "bare-far";

  /** The namespace of our own with a near cache. */
  static final String NEAR = "ours-hot";

  private static final String FAR = "ours-far";
  private static final String SAMPLE = "ours-one";

  private RedisProviders() {}

  /** Our own on a stack that has Redis. */
  static <V> RedisSubject<V> entresol(CacheShape<V> shape, String address, String stack) {
    return entresol(shape, address, stack, stack.equals("redis") ? FAR : NEAR);
  }

  /** Managers beside each other have namespaces of their own, so that they share no entries. */
  private static <V> RedisSubject<V> entresol(
      CacheShape<V> shape, String address, String stack, String namespace) {
    Properties properties = properties(namespace);
    properties.setProperty("entresol.defaults.stack", stack);
    CachingProvider provider = provider();
    return RedisJCacheSubject.open(
        provider.getCacheManager(URI.create(address), ownLoader(provider), properties),
        shape.configuration(),
        () -> {});
  }

  /**
   * Returns the properties of a manager of ours: on a busy machine, with many beside it, its
   * connections may take their time.
   */
  static Properties properties(String namespace) {
    Properties properties = new Properties();
    properties.setProperty("entresol.namespace", namespace);
    properties.setProperty("entresol.connect-timeout", "60s");
    return properties;
  }

  /** A manager is told by its URI and class loader, and here the URI is the same for all. */
  private static ClassLoader ownLoader(CachingProvider provider) {
    return new URLClassLoader(new URL[0], provider.getDefaultClassLoader());
  }

  /** Our own on the heap alone. */
  static <V> RedisSubject<V> heap(CacheShape<V> shape) {
    return RedisJCacheSubject.open(provider().getCacheManager(), shape.configuration(), () -> {});
  }

  private static CachingProvider provider() {
    return Caching.getCachingProvider(EntresolCachingProvider.class.getName());
  }

  /** Redisson's own, which our class path has without its registration. */
  static <V> RedisSubject<V> redisson(CacheShape<V> shape, String address) {
    RedissonClient client = client(address);
    return RedisJCacheSubject.open(
        new JCachingProvider().getCacheManager(),
        RedissonConfiguration.fromInstance(client, shape.configuration()),
        () -> client.shutdown(0, 2, TimeUnit.SECONDS));
  }

  /** Returns the bytes of an entry of ours, as it lies in Redis. */
  static <V> byte[] sample(RedissonClient client, String address, Payload<V> payload) {
    CacheShape<V> shape = new CacheShape<>(payload.type(), true, Expiry.ETERNAL);
    try (RedisSubject<V> ours = entresol(shape, address, "redis", SAMPLE)) {
      V unused = ours.put("sample", payload.make().apply(Traffic.KEYS / 2));
      String name =
          client
              .getKeys()
              .getKeys(KeysScanOptions.defaults().pattern(SAMPLE + ":*:e:*"))
              .iterator()
              .next();
      return client.<byte[]>getBucket(name, ByteArrayCodec.INSTANCE).get();
    }
  }

  /** A client with Redisson's defaults, which are ours, too. */
  static RedissonClient client(String address) {
    Config config = new Config();
    config.useSingleServer().setAddress(address);
    return Redisson.create(config);
  }
}
