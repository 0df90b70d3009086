package org.entresol.coherence;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.spi.CachingProvider;
import org.entresol.EntresolConfiguration;
import org.entresol.jcache.EntresolCachingProvider;
import org.entresol.redis.FewConnections;

/** One application with a manager and a cache of its own over a Redis that it may share. */
final class Node implements AutoCloseable {
  static final String CACHE = "c";
  private static final String NAMESPACE = "entresol";

  private final CachingProvider provider = new EntresolCachingProvider();
  private final CacheManager manager;
  private final Cache<String, String> cache;

  private Node(Path file, Properties settings) {
    manager =
        provider.getCacheManager(
            file.toUri(), EntresolCachingProvider.class.getClassLoader(), settings);
    // A busy machine may take longer to connect than a test lets calls take.
    cache =
        await()
            .atMost(Duration.ofMinutes(1))
            .ignoreExceptionsInstanceOf(CacheException.class)
            .until(this::open, Objects::nonNull);
  }

  private Cache<String, String> open() {
    return manager.createCache(
        CACHE, EntresolConfiguration.builder(String.class, String.class).build());
  }

  /**
   * A node that has subscribed.
   *
   * @param redis Redisson's section
   * @param settings names and values in turn, such as `command-timeout` and `500ms`
   */
  static Node start(String redis, String... settings) {
    Properties properties = new Properties();
    properties.setProperty("entresol.connect-timeout", "1m");
    for (int i = 0; i < settings.length; i += 2) {
      properties.setProperty("entresol." + settings[i], settings[i + 1]);
    }
    try {
      Path file = Files.createTempFile("entresol-node-", ".yaml");
      try {
        Files.writeString(file, "redis:\n" + redis.indent(2));
        return new Node(file, properties);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Redisson's section for one server, which never repeats a command of its own accord. */
  static String single(String address) {
    return FewConnections.single(address, "timeout: 20000, retryAttempts: 0");
  }

  /** A cache of texts in both tiers. */
  Cache<String, String> cache() {
    return cache;
  }

  CacheManager manager() {
    return manager;
  }

  /** Whether the heap holds an entry, which need not mean that it may be served. */
  boolean holds(String key) {
    return cache.unwrap(com.github.benmanes.caffeine.cache.Cache.class).asMap().containsKey(key);
  }

  /** The name of a partition's key in Redis. */
  static String partition(int number, String part) {
    return NAMESPACE + ":{" + CACHE + ":" + number + "}:" + part;
  }

  @Override
  public void close() {
    provider.close();
  }
}
