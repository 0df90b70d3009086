package org.entresol.postgres;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.cache.spi.CachingProvider;
import org.entresol.EntresolCache;
import org.entresol.EntresolCacheManager;
import org.entresol.jcache.EntresolCachingProvider;

/** One node of a service: a manager of its own, configured by a text. */
final class Node implements AutoCloseable {
  private final CachingProvider provider = new EntresolCachingProvider();
  private final EntresolCacheManager manager;

  Node(Path folder, String yaml) {
    try {
      Path file = Files.createTempFile(folder, "entresol", ".yaml");
      Files.writeString(file, yaml);
      this.manager = open(file.toUri());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private EntresolCacheManager open(URI uri) {
    try {
      return (EntresolCacheManager) provider.getCacheManager(uri, FastFeeds.loader());
    } catch (RuntimeException e) {
      provider.close();
      throw e;
    }
  }

  /** A node that reads customers of a database through a cache on a stack with Redis. */
  static Node shared(Path folder, TestDatabase database, String source, String redis) {
    return new Node(folder, sharedYaml(database, database.url(), source, redis) + CUSTOMERS);
  }

  /**
   * A file for caches in Redis.
   *
   * @param url how the database is reached
   */
  static String sharedYaml(TestDatabase database, String url, String source, String redis) {
    return """
    namespace: %s
    command-timeout: 1s
    connect-timeout: 1m
    redis:
      singleServerConfig:
        address: "%s"
        connectionMinimumIdleSize: 1
        subscriptionConnectionMinimumIdleSize: 1
        retryAttempts: 1
    """
            .formatted(database.name(), redis)
        + yaml(url, "install: true\n  source: " + source);
  }

  /** A node with the customers of a database in a cache of its own process. */
  static Node ofCustomers(Path folder, TestDatabase database) {
    return new Node(folder, yaml(database.url(), "install: true") + CUSTOMERS);
  }

  static final String CUSTOMERS =
      """
      caches:
        customers: { key: java.lang.String, value: java.lang.String }
      """;

  /** A file whose table {@code customers} is mapped to the cache of that name. */
  static String yaml(String url, String more) {
    return """
    postgres:
      url: "%s"
      %s
      tables:
        public.customers: { cache: customers, key: "s:{id}" }
    """
        .formatted(url, more);
  }

  /** Waits until this node hears of changes, and has done what that began with. */
  Node awaitFollowing() {
    await().until(this::isFollowing);
    return this;
  }

  /** Whether this node hears of changes; of several, one may do so for all. */
  boolean isFollowing() {
    return feed().isConnected() && feed().getLagMicros() > 0;
  }

  EntresolCacheManager manager() {
    return manager;
  }

  EntresolCache<String, String> cache(String name) {
    return requireNonNull(manager.getCache(name));
  }

  EntresolCache<String, String> customers() {
    return cache("customers");
  }

  PostgresFeedMXBean feed() {
    return manager.unwrap(PostgresFeedMXBean.class);
  }

  @Override
  public void close() {
    provider.close();
  }
}
