package org.entresol.jcache;

import java.net.URI;
import java.util.Properties;
import java.util.function.Predicate;
import javax.cache.configuration.OptionalFeature;
import javax.cache.spi.CachingProvider;
import org.entresol.EntresolCacheManager;
import org.entresol.config.ManagerConfiguration;
import org.entresol.tier.TierFactory;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Entresol's entry into JCache: one cache manager for each URI and class loader (JSR-107, chapter
 * 4).
 *
 * <p>Found by {@link javax.cache.Caching#getCachingProvider()} through the service loader. The URI
 * names the configuration; nulls mean defaults. Thread-safe.
 */
public final class EntresolCachingProvider implements CachingProvider {

  private final Registry<ManagerKey, ManagerFacade> managers =
      new Registry<>(
          "The provider",
          key -> "The cache manager of " + ManagerConfiguration.shown(key.uri()),
          ManagerFacade::close,
          Registry.LIMIT);
  private final TierSource tiers;
  private final Clock clock;

  /** Creates a provider on this JVM's clock. */
  public EntresolCachingProvider() {
    this(Clock.system());
  }

  /**
   * Creates a provider whose shared caches lie where the service loader finds a way to.
   *
   * @param clock the clock by which caches live
   */
  public EntresolCachingProvider(Clock clock) {
    this(InstalledTiers::find, clock);
  }

  /**
   * Creates a provider that is given the way to an authority: for tests, and for class loaders
   * between which the service loader finds none.
   *
   * @param tiers the way to where shared caches lie
   * @param clock the clock by which caches live
   */
  public EntresolCachingProvider(TierFactory tiers, Clock clock) {
    this(
        (authority, manager) ->
            authority == tiers.authority() ? tiers : InstalledTiers.find(authority, manager),
        clock);
  }

  private EntresolCachingProvider(TierSource tiers, Clock clock) {
    this.tiers = tiers;
    this.clock = clock;
  }

  @Override
  public EntresolCacheManager getCacheManager(
      @Nullable URI uri, @Nullable ClassLoader classLoader, @Nullable Properties properties) {
    ManagerKey key =
        new ManagerKey(
            (uri == null) ? getDefaultURI() : uri,
            (classLoader == null) ? getDefaultClassLoader() : classLoader);
    Properties given = (properties == null) ? getDefaultProperties() : properties;
    return managers.findOrMake(
        key,
        () -> new ManagerFacade(this, key.uri(), key.classLoader(), given, tiers, clock),
        manager -> open(key, manager));
  }

  private void open(ManagerKey key, ManagerFacade manager) {
    manager.open();
    managers
        .all(other -> other.classLoader() == key.classLoader() && !other.equals(key))
        .forEach(manager::warnOfTwin);
  }

  @Override
  public EntresolCacheManager getCacheManager(
      @Nullable URI uri, @Nullable ClassLoader classLoader) {
    return getCacheManager(uri, classLoader, null);
  }

  @Override
  public EntresolCacheManager getCacheManager() {
    return getCacheManager(null, null, null);
  }

  /**
   * The context class loader of the current thread, if this provider is the one that it sees; else
   * that of the provider's own classes.
   *
   * <p>So a provider that is shared by several applications, or lies below the loader of classes
   * that are replaced at run time, finds the classes and files of the application that asks.
   */
  @Override
  public ClassLoader getDefaultClassLoader() {
    ClassLoader own = EntresolCachingProvider.class.getClassLoader();
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return (context != null && context != own && seesThis(context)) ? context : own;
  }

  private static boolean seesThis(ClassLoader loader) {
    try {
      return Class.forName(EntresolCachingProvider.class.getName(), false, loader)
          == EntresolCachingProvider.class;
    } catch (ClassNotFoundException | LinkageError e) {
      // A loader of something else, or of an application that is gone.
      return false;
    }
  }

  @Override
  public URI getDefaultURI() {
    return ManagerConfiguration.defaultUri();
  }

  @Override
  public Properties getDefaultProperties() {
    return new Properties();
  }

  @Override
  public void close() {
    closeAll(key -> true);
  }

  @Override
  public void close(@Nullable ClassLoader classLoader) {
    ClassLoader named = (classLoader == null) ? getDefaultClassLoader() : classLoader;
    closeAll(key -> key.classLoader() == named);
  }

  @Override
  public void close(@Nullable URI uri, @Nullable ClassLoader classLoader) {
    ManagerKey named =
        new ManagerKey(
            (uri == null) ? getDefaultURI() : uri,
            (classLoader == null) ? getDefaultClassLoader() : classLoader);
    closeAll(named::equals);
  }

  private void closeAll(Predicate<ManagerKey> wanted) {
    managers.all(wanted).forEach(ManagerFacade::close);
  }

  /** Does what ends a manager, and makes room for another one. */
  void end(ManagerFacade manager, Runnable ending) {
    managers.end(new ManagerKey(manager.getURI(), manager.getClassLoader()), manager, ending);
    RecordLinks.forget();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Storing by reference needs a heap, so the answer is about the default stack of the default
   * configuration.
   */
  @Override
  public boolean isSupported(OptionalFeature feature) {
    return feature == OptionalFeature.STORE_BY_REFERENCE
        && ManagerConfiguration.load(
                getDefaultURI(), getDefaultClassLoader(), getDefaultProperties())
            .defaultStack()
            .hasHeap();
  }

  /** What tells one manager from another; class loaders are told apart by identity. */
  private record ManagerKey(URI uri, ClassLoader classLoader) {}
}
