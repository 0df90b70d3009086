package org.entresol.jcache;

import static java.util.Objects.requireNonNull;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import javax.cache.CacheException;
import javax.cache.configuration.Configuration;
import javax.cache.spi.CachingProvider;
import org.entresol.EntresolCache;
import org.entresol.EntresolCacheManager;
import org.entresol.EntresolConfiguration;
import org.entresol.config.ManagerConfiguration;
import org.entresol.engine.Engine;
import org.entresol.recording.Spans;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The caches of one URI and one class loader.
 *
 * <p>The caches that the configuration names exactly are there as soon as the manager is.
 * Thread-safe.
 */
final class ManagerFacade implements EntresolCacheManager {

  private static final Logger LOG = System.getLogger(ManagerFacade.class.getName());

  private final EntresolCachingProvider provider;
  private final URI uri;

  /** The URI without what must not be shown. */
  private final String shown;

  private final Properties properties;
  private final ManagerConfiguration configuration;
  private final Notice passedOver;
  private final EndlessNotice endless;
  private final Surroundings around;
  private final Registry<String, CacheFacade<?, ?>> caches;

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
    this.properties = properties;
    this.configuration = ManagerConfiguration.load(uri, classLoader, properties);
    Workers workers = new Workers(classLoader);
    this.passedOver = Notice.ofPassedOver(shown, workers.notices());
    this.endless = new EndlessNotice(shown, configuration.disk(), workers.notices());
    TierAccess tiers = new TierAccess(configuration, classLoader, source, clock);
    FeedAccess feeds = new FeedAccess(configuration, classLoader, tiers, clock);
    this.around = new Surroundings(classLoader, workers, tiers, feeds, clock, new Spans());
    this.caches =
        new Registry<>(
            "The cache manager of " + shown,
            name -> "The cache '" + name + "' in " + shown,
            CacheFacade::close,
            Registry.LIMIT);
  }

  /**
   * Creates the caches that the configuration names.
   *
   * @throws RuntimeException if nothing serves the section for Redis or that for a database, or it
   *     takes too long to open them all, or what creating the caches or following the database
   *     threw
   */
  void open() {
    around.tiers().check();
    around.feeds().check();
    Consumer<String> limit = around.tiers().openingLimit();
    configuration
        .namedCaches()
        .forEach(
            (name, cache) -> {
              limit.accept(name);
              open(name, cache);
            });
    around.feeds().open(shown, this::opened);
  }

  /**
   * Tells of another manager on the same file, unless it is meant: names of managers, and
   * fragments, are there to have several.
   */
  void warnOfTwin(ManagerFacade other) {
    boolean meant =
        (isName(uri) && isName(other.uri))
            || uri.getFragment() != null
            || other.uri.getFragment() != null;
    if (!meant && configuration.isOfSameFile(other.configuration)) {
      LOG.log(
          Level.WARNING,
          "The cache managers of {0} and {1} read the same file, and each has caches of its own;"
              + " for one manager give the same URI everywhere, for two put # and a name behind"
              + " one",
          other.shown,
          shown);
    }
  }

  private static boolean isName(URI uri) {
    return "entresol".equalsIgnoreCase(uri.getScheme());
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
    return around.classLoader();
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
    CacheFacade<K, V> cache =
        open(cacheName, this.configuration.forCache(cacheName, configuration));
    if (this.configuration.passesOverExpiry(cacheName, configuration)) {
      passedOver.add(cacheName);
    }
    return cache;
  }

  private <K, V> CacheFacade<K, V> open(
      String cacheName, EntresolConfiguration<K, V> cacheConfiguration) {
    CacheFacade<?, ?> made = caches.make(cacheName, () -> build(cacheName, cacheConfiguration));
    if (made == null) {
      throw new CacheException("The cache '" + cacheName + "' exists already in " + shown);
    }
    return ofCallersTypes(made);
  }

  private <K, V> CacheFacade<K, V> build(
      String cacheName, EntresolConfiguration<K, V> cacheConfiguration) {
    Assembly<K, V> assembly =
        new Assembly<>(
            cacheName,
            cacheConfiguration,
            configuration.allowPlace(cacheName, cacheConfiguration),
            around);
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
    if (engine.context().terms().expiry().isEternal()) {
      endless.add(cacheName, cacheConfiguration.getStack().authority());
    }
    return cache;
  }

  @Override
  public <K, V> @Nullable EntresolCache<K, V> getCache(
      String cacheName, Class<K> keyType, Class<V> valueType) {
    requireNonNull(keyType, "keyType");
    requireNonNull(valueType, "valueType");
    CacheFacade<?, ?> cache = findOrMake(cacheName, keyType, valueType);
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
    CacheFacade<?, ?> cache = findOrMake(cacheName, Object.class, Object.class);
    return cache == null ? null : ofCallersTypes(cache);
  }

  /** What has a name; null if nothing has, and the configuration has nothing made on demand. */
  private @Nullable CacheFacade<?, ?> findOrMake(
      String cacheName, Class<?> keyType, Class<?> valueType) {
    CacheFacade<?, ?> found = find(cacheName);
    if (found != null || !configuration.isDynamic(cacheName)) {
      return found;
    }
    return caches.findOrMake(
        cacheName,
        () -> build(cacheName, configuration.onDemand(cacheName, keyType, valueType)),
        made -> {});
  }

  /** The cache of a name; null if nobody has it open here. */
  private @Nullable EntresolCache<Object, Object> opened(String cacheName) {
    CacheFacade<?, ?> found = find(cacheName);
    return found == null ? null : ofCallersTypes(found);
  }

  private @Nullable CacheFacade<?, ?> find(String cacheName) {
    requireOpen();
    return caches.find(requireNonNull(cacheName, "cacheName"));
  }

  /** The specification lets callers name the types; they were checked, or are Object. */
  @SuppressWarnings("unchecked")
  private static <K, V> CacheFacade<K, V> ofCallersTypes(CacheFacade<?, ?> cache) {
    return (CacheFacade<K, V>) cache;
  }

  @Override
  public Iterable<String> getCacheNames() {
    return caches.names();
  }

  @Override
  public void destroyCache(String cacheName) {
    requireOpen();
    CacheFacade<?, ?> cache = caches.settled(requireNonNull(cacheName, "cacheName"));
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

  /** Does what ends a cache, and frees its name. */
  void end(CacheFacade<?, ?> cache, Runnable ending) {
    caches.end(cache.getName(), cache, ending);
  }

  @Override
  public boolean isClosed() {
    return caches.isClosed();
  }

  @Override
  public void close() {
    List<CacheFacade<?, ?>> open = caches.close();
    if (open != null) {
      provider.end(this, () -> close(open));
    }
  }

  private void close(List<CacheFacade<?, ?>> open) {
    try {
      passedOver.close();
      endless.close();
      around.feeds().close();
      Resources.closeAll(open);
      awaitClosing();
    } finally {
      around.workers().close();
      around.tiers().close();
    }
  }

  /** What others are closing needs the tier and the workers to the end. */
  private void awaitClosing() {
    try {
      caches.awaitEndings();
    } catch (CacheException e) {
      LOG.log(Level.WARNING, "Closing " + this + " did not wait any longer: " + e.getMessage());
    }
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    T feed = around.feeds().unwrap(type);
    T found = (feed == null) ? around.tiers().unwrap(type) : feed;
    return Unwrapping.unwrap(type, this, found, around.spans());
  }

  @Override
  public Duration away() {
    return around.tiers().away();
  }

  private void requireOpen() {
    caches.requireOpen();
  }

  @Override
  public String toString() {
    return "EntresolCacheManager[" + shown + "]";
  }
}
