package org.entresol.jcache;

import java.time.Duration;
import java.util.List;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.EntresolStatisticsMXBean;
import org.entresol.EntresolTiersMXBean;
import org.entresol.engine.Engine;
import org.entresol.engine.WriteBehind;
import org.entresol.stats.MBeanRegistration;
import org.entresol.stats.ManagementBean;
import org.entresol.stats.StatisticsBean;
import org.entresol.stats.TiersBean;
import org.jspecify.annotations.Nullable;

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
  private final String managerName;
  private final EntresolStatisticsMXBean statistics;
  private final EntresolTiersMXBean tiers;
  private final MBeanRegistration statisticsBean;
  private final MBeanRegistration tiersBean;
  private final MBeanRegistration managementBean;
  private final @Nullable MBeanRegistration writeBehindBean;
  private @Nullable MBeanRegistration operationsBean;
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
    this.managerName = managerName;
    this.resources = List.copyOf(assembly.resources());
    this.executors = assembly.executors();
    this.configuration = configuration;
    this.statistics =
        new StatisticsBean(engine.statistics(), engine::backlog, engine.store()::faults);
    this.tiers = new TiersBean(engine.statistics(), engine.store());
    this.tiersBean = MBeanRegistration.beside("CacheTiers", managerName, cacheName, tiers);
    this.statisticsBean =
        MBeanRegistration.of("CacheStatistics", managerName, cacheName, statistics);
    this.managementBean =
        MBeanRegistration.of(
            "CacheConfiguration", managerName, cacheName, new ManagementBean(this::configuration));
    WriteBehind<K, V> writeBehind = engine.writeBehind();
    this.writeBehindBean =
        (writeBehind == null)
            ? null
            : MBeanRegistration.of(
                "CacheWriteBehind", managerName, cacheName, new WriteBehindBean(writeBehind));
  }

  /** What the cache is configured to be at this moment. */
  EntresolConfiguration<K, V> configuration() {
    return configuration;
  }

  /** The figures of the cache, whether JMX shows them or not. */
  EntresolStatisticsMXBean statistics() {
    return statistics;
  }

  /** The figures of its tiers, whether JMX shows them or not. */
  EntresolTiersMXBean tiers() {
    return tiers;
  }

  /** Brings listeners and JMX in line with the configuration that the cache is opened with. */
  void open(EntresolCache<K, V> cache) {
    operationsBean =
        MBeanRegistration.beside(
            "CacheOperations",
            managerName,
            cache.getName(),
            new OperationsBean<>(cache, configuration.getKeyType()));
    configuration
        .getCacheEntryListenerConfigurations()
        .forEach(listener -> engine.events().register(listener, cache));
    enableStatistics(configuration.isStatisticsEnabled());
    enableManagement(configuration.isManagementEnabled());
    if (engine.writeBehind() != null) {
      engine.writeBehind().start();
    }
  }

  synchronized void enableStatistics(boolean enabled) {
    requireOpen();
    configuration = configuration.withStatisticsEnabled(enabled);
    engine.statistics().enable(enabled);
    statisticsBean.set(enabled);
    tiersBean.set(enabled);
  }

  synchronized void enableManagement(boolean enabled) {
    requireOpen();
    configuration = configuration.withManagementEnabled(enabled);
    showManagement(enabled);
  }

  private void showManagement(boolean shown) {
    managementBean.set(shown);
    if (operationsBean != null) {
      operationsBean.set(shown);
    }
    if (writeBehindBean != null) {
      writeBehindBean.set(shown);
    }
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
   * Takes the cache out of JMX, lets its listeners, loads and pending writes finish, and closes
   * what users gave to it. Users' code runs while nothing is locked.
   *
   * @param destroys whether what the store holds is removed, wherever that is shared
   * @throws CacheException if it is not removed, because writes would be lost with it
   */
  void close(boolean destroys) {
    synchronized (this) {
      closed = true;
      statisticsBean.set(false);
      tiersBean.set(false);
      showManagement(false);
    }
    executors.forEach(executor -> executor.awaitIdle(CLOSE_LIMIT));
    boolean written = engine.writeBehind() == null || engine.writeBehind().close();
    Resources.closeAll(engine.events().close());
    Resources.closeAll(resources);
    try {
      if (destroys && written) {
        engine.store().destroy();
      }
    } finally {
      engine.store().close();
    }
    if (destroys && !written) {
      throw new CacheException(
          "The cache is closed, but not destroyed: writes in it have not reached the source");
    }
  }
}
