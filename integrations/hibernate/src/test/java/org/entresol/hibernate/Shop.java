package org.entresol.hibernate;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import javax.cache.spi.CachingProvider;
import org.entresol.EntresolCacheManager;
import org.entresol.jcache.EntresolCachingProvider;
import org.entresol.postgres.PostgresFeedMXBean;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;

/** One node of a shop: a manager and a session factory of its own. */
final class Shop implements AutoCloseable {
  private static final String MAPPER = HibernateChangeMapper.class.getName();

  private final CachingProvider provider = new EntresolCachingProvider();
  private final EntresolCacheManager manager;
  private final SessionFactory factory;

  /**
   * Opens a node.
   *
   * @param redis where the regions lie; empty for the heap of the node
   * @param columns those of books that are followed
   */
  Shop(Path folder, String database, String redis, String columns) {
    try {
      Path file = Files.createTempFile(folder, "entresol", ".yaml");
      Files.writeString(file, yaml(database, redis, columns));
      this.manager = (EntresolCacheManager) provider.getCacheManager(file.toUri(), null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Configuration configuration =
        new Configuration()
            .addAnnotatedClass(Book.class)
            .addAnnotatedClass(Author.class)
            .setProperty("hibernate.connection.url", database)
            .setProperty("hibernate.generate_statistics", "true")
            .setProperty("hibernate.cache.region.factory_class", "jcache")
            .setProperty("hibernate.cache.use_query_cache", "true")
            .setProperty("hibernate.javax.cache.missing_cache_strategy", "create");
    configuration.getProperties().put("hibernate.javax.cache.cache_manager", manager);
    this.factory = configuration.buildSessionFactory();
  }

  private static String yaml(String database, String redis, String columns) {
    String shared =
        """
        namespace: %s
        redis:
          singleServerConfig:
            address: "%s"
            connectionMinimumIdleSize: 1
            subscriptionConnectionMinimumIdleSize: 1
        """
            .formatted(database.replaceAll("\\W", "-"), redis);
    String followed =
        """
        postgres:
          url: "%s"
          install: true
          tables:
            Books: { cache: %s, mapper: %s, columns: [%s] }
            authors: { cache: %s, mapper: %s, columns: [name] }
            book_tags: { cache: %s, mapper: %s, columns: [book] }
        """
            .formatted(
                database,
                Book.class.getName(),
                MAPPER,
                columns,
                Author.class.getName(),
                MAPPER,
                Book.class.getName() + ".tags",
                MAPPER);
    return redis.isEmpty() ? followed : shared + followed;
  }

  SessionFactory factory() {
    return factory;
  }

  <T> T inSession(Function<Session, T> work) {
    return factory.fromTransaction(work);
  }

  String title(long id) {
    return inSession(session -> session.find(Book.class, id).title);
  }

  /** How many statements the database was asked. */
  long statements() {
    return factory.getStatistics().getPrepareStatementCount();
  }

  PostgresFeedMXBean feed() {
    return manager.unwrap(PostgresFeedMXBean.class);
  }

  /** Waits until this node hears of changes, and what that began with is over. */
  Shop awaitFollowing() {
    await().until(() -> feed().isConnected() && feed().getRecalls() >= 3);
    return this;
  }

  @Override
  public void close() {
    factory.close();
    provider.close();
  }
}
