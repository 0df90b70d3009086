package org.entresol.jcache;

import java.time.Duration;
import java.util.List;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import org.entresol.EntresolConfiguration;
import org.entresol.engine.Engine;
import org.entresol.stats.MBeanRegistration;
import org.entresol.stats.ManagementBean;
import org.entresol.stats.StatisticsBean;

/**
 * What can change about a cache while it is open: its listeners and whether JMX shows it.
 * Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class CacheAdministration<K, V> {

  /** How long closing waits for listeners and loads under way. */
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final Engine<K, V> engine;
  private final List<Object> resources;
  private final List<TrackedExecutor> executors;
  private final MBeanRegistration statisticsBean;
  private final MBeanRegistration managementBean;
  private volatile EntresolConfiguration<K, V> configuration;
  private boolean closed;

  /**
   * Creates the administration of a cache; nothing is registered yet.
   *
   * @param engine the cache's parts
   * @param assembly what they were put together with
   */
  CacheAdministration(
      String managerName,
      String cacheName,
      EntresolConfiguration<K, V> configuration,
      Engine<K, V> engine,
      Assembly<K, V> assembly) {
    this.engine = engine;
    this.resources = List.copyOf(assembly.resources());
    this.executors = assembly.executors();
    this.configuration = configuration;
    this.statisticsBean =
        MBeanRegistration.of(
            "CacheStatistics", managerName, cacheName, new StatisticsBean(engine.statistics()));
    this.managementBean =
        MBeanRegistration.of(
            "CacheConfiguration", managerName, cacheName, new ManagementBean(this::configuration));
  }

  /** What the cache is configured to be at this moment. */
  EntresolConfiguration<K, V> configuration() {
    return configuration;
  }

  /** Brings listeners and JMX in line with the configuration that the cache is opened with. */
  void open(Cache<K, V> cache) {
    configuration
        .getCacheEntryListenerConfigurations()
        .forEach(listener -> engine.events().register(listener, cache));
    enableStatistics(configuration.isStatisticsEnabled());
    enableManagement(configuration.isManagementEnabled());
  }

  synchronized void enableStatistics(boolean enabled) {
    requireOpen();
    configuration = configuration.withStatisticsEnabled(enabled);
    engine.statistics().enable(enabled);
    statisticsBean.set(enabled);
  }

  synchronized void enableManagement(boolean enabled) {
    requireOpen();
    configuration = configuration.withManagementEnabled(enabled);
    managementBean.set(enabled);
  }

  /**
   * Adds a listener while the cache is open.
   *
   * @throws IllegalArgumentException when an equal one is registered already
   */
  synchronized void register(CacheEntryListenerConfiguration<K, V> listener, Cache<K, V> cache) {
    requireOpen();
    EntresolConfiguration<K, V> extended = configuration.withListener(listener);
    engine.events().register(listener, cache);
    configuration = extended;
  }

  /** Removes a listener and closes it; no effect if it is not registered. */
  void deregister(CacheEntryListenerConfiguration<K, V> listener) {
    List<Object> removed;
    synchronized (this) {
      requireOpen();
      configuration = configuration.withoutListener(listener);
      removed = engine.events().deregister(listener);
    }
    Resources.closeAll(removed);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("The cache is closed");
    }
  }

  /**
   * Takes the cache out of JMX, lets its listeners and loads finish, and closes what users gave to
   * it. Users' code runs while nothing is locked.
   *
   * @param last is done to the store before it closes, when nobody uses it any more
   */
  void close(Runnable last) {
    synchronized (this) {
      closed = true;
      statisticsBean.set(false);
      managementBean.set(false);
    }
    executors.forEach(executor -> executor.awaitIdle(CLOSE_LIMIT));
    Resources.closeAll(engine.events().close());
    Resources.closeAll(resources);
    try {
      last.run();
    } finally {
      engine.store().close();
    }
  }
}
