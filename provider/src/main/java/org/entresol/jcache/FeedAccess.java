package org.entresol.jcache;

import static java.util.Objects.requireNonNull;

import java.util.function.BiPredicate;
import java.util.function.Function;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.LoadSnapshot;
import org.entresol.Stack.Authority;
import org.entresol.config.ConfigurationException;
import org.entresol.config.ManagerConfiguration;
import org.entresol.config.Start;
import org.entresol.feed.ChangeFeed;
import org.entresol.feed.ChangeFeedFactory;
import org.entresol.feed.FeedHost;
import org.entresol.feed.FeedSettings;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * What one manager follows the changes of a database with, where its configuration names one.
 * Thread-safe.
 */
final class FeedAccess implements AutoCloseable {

  /** The section that can be there, and the lead of who serves it for all nodes. */
  private static final String POSTGRES = "postgres";

  private final ManagerConfiguration configuration;
  private final ClassLoader classLoader;
  private final TierAccess tiers;
  private final Clock clock;
  private @Nullable ChangeFeed feed;
  private boolean closed;

  FeedAccess(
      ManagerConfiguration configuration, ClassLoader classLoader, TierAccess tiers, Clock clock) {
    this.configuration = configuration;
    this.classLoader = classLoader;
    this.tiers = tiers;
    this.clock = clock;
  }

  /**
   * Refuses a database that nobody follows. Nothing is opened yet.
   *
   * @throws ConfigurationException if one is named, and no factory for it is there, or several are
   */
  void check() {
    if (configuration.feed() != null) {
      factoryFor(configuration.feed());
    }
  }

  private ChangeFeedFactory factoryFor(FeedSettings settings) {
    try {
      return new Installed<>(
              ChangeFeedFactory.class,
              factory -> factory.section().equals(POSTGRES),
              "PostgreSQL",
              "entresol-" + POSTGRES)
          .find(classLoader);
    } catch (NotInstalledException e) {
      throw new ConfigurationException(settings.place() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Begins to follow, if there is anything to be followed.
   *
   * @param name the manager, for messages
   * @param caches gives those of its caches that are open
   * @throws javax.cache.CacheException if it cannot be followed
   */
  synchronized void open(
      String name, Function<String, @Nullable EntresolCache<Object, Object>> caches) {
    FeedSettings settings = configuration.feed();
    if (settings == null || closed) {
      return;
    }
    FeedHost host =
        new FeedHost(
            name,
            caches,
            configuration.namespace(),
            configuration.redisTerms().start() == Start.REQUIRED,
            configuration.redisTerms().connectTimeout(),
            () -> requireNonNull(tiers.node(Authority.REDIS).leadership(POSTGRES)),
            clock);
    feed = factoryFor(settings).open(settings, host);
  }

  /**
   * Whether loads of a cache have seen what their horizons ask for; null if nothing asks, as by
   * default.
   *
   * @throws ConfigurationException if something is to, and no change of a database concerns the
   *     cache
   */
  @Nullable BiPredicate<@Nullable String, String> reaching(
      String cache, EntresolConfiguration<?, ?> asked) {
    if (asked.getLoad().snapshot() == LoadSnapshot.NONE) {
      return null;
    }
    FeedSettings settings = configuration.feed();
    if (settings == null
        || settings.tables().stream().noneMatch(table -> table.cache().equals(cache))) {
      throw new ConfigurationException(
          "The cache '%s' has load.snapshot: %s, and %s; allowed: none, or a table below %s.tables that is mapped to the cache"
              .formatted(
                  cache,
                  asked.getLoad().snapshot().configName(),
                  settings == null
                      ? "there is no section " + POSTGRES
                      : settings + " maps no table to it",
                  POSTGRES));
    }
    return factoryFor(settings)::reaches;
  }

  /** What follows, if it is of the given type; null otherwise. */
  synchronized <T> @Nullable T unwrap(Class<T> type) {
    return type.isInstance(feed) ? type.cast(feed) : null;
  }

  @Override
  public void close() {
    ChangeFeed open;
    synchronized (this) {
      closed = true;
      open = feed;
    }
    if (open != null) {
      open.close();
    }
  }
}
