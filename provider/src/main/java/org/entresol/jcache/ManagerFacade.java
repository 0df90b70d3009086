package org.entresol.jcache;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.CacheException;
import javax.cache.configuration.Configuration;
import javax.cache.spi.CachingProvider;
import org.entresol.EntresolCache;
import org.entresol.EntresolCacheManager;
import org.entresol.EntresolConfiguration;
import org.entresol.config.ManagerConfiguration;
import org.entresol.engine.Engine;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The caches of one URI and one class loader.
 *
 * <p>The caches that the configuration names exactly are there as soon as the manager is.
 * Thread-safe.
 */
final class ManagerFacade implements EntresolCacheManager {

  private final EntresolCachingProvider provider;
  private final URI uri;

  /** The URI without what must not be shown. */
  private final String shown;

  private final ClassLoader classLoader;
  private final Properties properties;
  private final ManagerConfiguration configuration;
  private final Clock clock;
  private final Workers workers;
  private final TierAccess tiers;
  private final Map<String, CacheFacade<?, ?>> caches = new LinkedHashMap<>();

  /** The names of caches that are being built; guarded by {@link #caches}. */
  private final Set<String> opening = new HashSet<>();

  private final AtomicReference<@Nullable Thread> opener = new AtomicReference<>();
  private final CompletableFuture<@Nullable Void> opened = new CompletableFuture<>();
  private volatile boolean closed;

  ManagerFacade(
      EntresolCachingProvider provider,
      URI uri,
      ClassLoader classLoader,
      Properties properties,
      TierSource source,
      Clock clock) {
    this.provider = provider;
    this.uri = uri;
    this.shown = ManagerConfiguration.shown(uri);
    this.classLoader = classLoader;
    this.properties = properties;
    this.configuration = ManagerConfiguration.load(uri, classLoader, properties);
    this.clock = clock;
    this.workers = new Workers(classLoader);
    this.tiers = new TierAccess(configuration, classLoader, source, clock);
  }

  /**
   * Creates the caches that the configuration names, in the first thread that comes; the others
   * wait. That thread itself, when it comes again from a factory of the user's, goes on at once.
   *
   * @return false when another thread could not open this manager, which is of no use then
   * @throws RuntimeException if nothing serves the section for Redis, or what creating the caches
   *     threw; none is left open then
   */
  boolean open() {
    if (opener.compareAndSet(null, Thread.currentThread())) {
      try {
        tiers.check();
        configuration.namedCaches().forEach(this::open);
      } catch (RuntimeException | Error e) {
        close();
        throw e;
      } finally {
        opened.complete(null);
      }
    } else if (opener.get() != Thread.currentThread()) {
      opened.join();
    }
    return !closed;
  }

  @Override
  public CachingProvider getCachingProvider() {
    return provider;
  }

  @Override
  public URI getURI() {
    return uri;
  }

  @Override
  public ClassLoader getClassLoader() {
    return classLoader;
  }

  @Override
  public Properties getProperties() {
    return properties;
  }

  @Override
  public <K, V, C extends Configuration<K, V>> EntresolCache<K, V> createCache(
      String cacheName, C configuration) {
    requireOpen();
    requireNonNull(cacheName, "cacheName");
    requireNonNull(configuration, "configuration");
    return open(cacheName, this.configuration.forCache(cacheName, configuration));
  }

  /**
   * Reserves the name, builds the cache with nothing locked (factories are user code), and
   * publishes it.
   */
  private <K, V> CacheFacade<K, V> open(
      String cacheName, EntresolConfiguration<K, V> cacheConfiguration) {
    synchronized (caches) {
      requireOpen();
      if (caches.containsKey(cacheName) || !opening.add(cacheName)) {
        throw new CacheException("The cache '" + cacheName + "' exists already in " + shown);
      }
    }
    CacheFacade<K, V> cache = null;
    boolean published;
    try {
      cache = build(cacheName, cacheConfiguration);
    } finally {
      synchronized (caches) {
        opening.remove(cacheName);
        published = cache != null && !closed;
        if (published) {
          caches.put(cacheName, cache);
        }
      }
    }
    if (!published) {
      cache.close();
      requireOpen();
    }
    return cache;
  }

  private <K, V> CacheFacade<K, V> build(
      String cacheName, EntresolConfiguration<K, V> cacheConfiguration) {
    Assembly<K, V> assembly =
        new Assembly<>(cacheName, cacheConfiguration, classLoader, workers, tiers, clock);
    Engine<K, V> engine = assembly.build();
    CacheAdministration<K, V> administration =
        new CacheAdministration<>(shown, cacheName, cacheConfiguration, engine, assembly);
    CacheFacade<K, V> cache = new CacheFacade<>(this, cacheName, engine, administration);
    try {
      administration.open(cache);
    } catch (RuntimeException | Error e) {
      administration.close(false);
      throw e;
    }
    return cache;
  }

  @Override
  public <K, V> @Nullable EntresolCache<K, V> getCache(
      String cacheName, Class<K> keyType, Class<V> valueType) {
    requireNonNull(keyType, "keyType");
    requireNonNull(valueType, "valueType");
    CacheFacade<?, ?> cache = find(cacheName);
    if (cache == null) {
      return null;
    }
    EntresolConfiguration<?, ?> found = cache.administration().configuration();
    if (!found.getKeyType().equals(keyType) || !found.getValueType().equals(valueType)) {
      throw new ClassCastException(
          "The cache '%s' has keys of type %s and values of type %s, not %s and %s"
              .formatted(
                  cacheName,
                  found.getKeyType().getName(),
                  found.getValueType().getName(),
                  keyType.getName(),
                  valueType.getName()));
    }
    return ofCallersTypes(cache);
  }

  @Override
  public <K, V> @Nullable EntresolCache<K, V> getCache(String cacheName) {
    return ofCallersTypes(find(cacheName));
  }

  private @Nullable CacheFacade<?, ?> find(String cacheName) {
    requireOpen();
    requireNonNull(cacheName, "cacheName");
    synchronized (caches) {
      return caches.get(cacheName);
    }
  }

  /** The specification lets callers name the types; they were checked, or are Object. */
  @SuppressWarnings("unchecked")
  private static <K, V> @Nullable EntresolCache<K, V> ofCallersTypes(
      @Nullable CacheFacade<?, ?> cache) {
    return (EntresolCache<K, V>) cache;
  }

  @Override
  public Iterable<String> getCacheNames() {
    requireOpen();
    synchronized (caches) {
      return Collections.unmodifiableList(List.copyOf(caches.keySet()));
    }
  }

  @Override
  public void destroyCache(String cacheName) {
    CacheFacade<?, ?> cache = find(cacheName);
    if (cache != null) {
      cache.destroy();
    }
  }

  @Override
  public void enableManagement(String cacheName, boolean enabled) {
    existing(cacheName).administration().enableManagement(enabled);
  }

  @Override
  public void enableStatistics(String cacheName, boolean enabled) {
    existing(cacheName).administration().enableStatistics(enabled);
  }

  private CacheFacade<?, ?> existing(String cacheName) {
    CacheFacade<?, ?> cache = find(cacheName);
    if (cache == null) {
      throw new CacheException(
          "There is no cache '%s' in %s; there are: %s"
              .formatted(cacheName, shown, getCacheNames()));
    }
    return cache;
  }

  /** Takes a cache that has been closed out of this manager. */
  void forget(CacheFacade<?, ?> cache) {
    synchronized (caches) {
      caches.remove(cache.getName(), cache);
    }
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    List<CacheFacade<?, ?>> open;
    synchronized (caches) {
      if (closed) {
        return;
      }
      closed = true;
      open = List.copyOf(caches.values());
    }
    provider.forget(this);
    try {
      Resources.closeAll(open);
    } finally {
      workers.close();
      tiers.close();
    }
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    return Unwrapping.unwrap(type, this, type.isInstance(this) ? null : tiers.unwrap(type));
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("The cache manager of " + shown + " is closed");
    }
  }

  @Override
  public String toString() {
    return "EntresolCacheManager[" + shown + "]";
  }
}
