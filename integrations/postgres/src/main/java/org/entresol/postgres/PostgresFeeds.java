package org.entresol.postgres;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.cache.CacheException;
import org.entresol.EntresolCache;
import org.entresol.Stack;
import org.entresol.feed.ChangeFeed;
import org.entresol.feed.ChangeFeedFactory;
import org.entresol.feed.FeedHost;
import org.entresol.feed.FeedSettings;
import org.entresol.feed.FeedSource;
import org.entresol.feed.KeyTemplate;
import org.entresol.feed.TableMapping;
import org.jspecify.annotations.Nullable;

/** The way to PostgreSQL, for the section {@code postgres}. Thread-safe. */
public final class PostgresFeeds implements ChangeFeedFactory {
  private static final Logger LOG = System.getLogger(PostgresFeeds.class.getName());

  private final Timing timing;

  /** The way that the service loader finds. */
  public PostgresFeeds() {
    this(Timing.DEFAULT);
  }

  /** A way with other lengths of time. */
  PostgresFeeds(Timing timing) {
    this.timing = timing;
  }

  @Override
  public String section() {
    return "postgres";
  }

  @Override
  public ChangeFeed open(FeedSettings settings, FeedHost host) {
    if (!Database.isAddress(settings.url())) {
      throw new CacheException(
          settings.place()
              + ": the url is not allowed; allowed: jdbc:postgresql://host:port/database");
    }
    List<FollowedTable> tables = FollowedTable.of(settings.tables());
    Database database = new Database(settings, host.connectTimeout(), timing.answer());
    Setup setup = setup(settings, host.namespace(), tables);
    settings.tables().forEach(mapping -> checkKeys(mapping, host));
    settings.tables().forEach(mapping -> checkStack(settings, mapping, host));
    tellMissing(settings, host);
    checkDatabase(settings, host, database, setup);
    Figures figures = new Figures();
    ChangeSource source =
        settings.source() == FeedSource.SLOT
            ? new SlotSource(
                database, setup, Slot.of(host.namespace(), tables), timing, figures, host)
            : new NotifySource(
                database, setup, Names.of(host.namespace()), timing.probe(), figures, host.clock());
    return new PostgresFeed(
        new Follower(tables, source, host, timing, figures), figures, host.name());
  }

  @Override
  public boolean reaches(@Nullable String snapshot, String horizon) {
    try {
      return snapshot != null && Snapshot.of(snapshot).covers(Snapshot.of(horizon));
    } catch (IllegalArgumentException e) {
      LOG.log(Level.DEBUG, "A snapshot cannot be read", e);
      return false;
    }
  }

  /** What the database needs for a source. */
  static Setup setup(FeedSettings settings, String namespace, List<FollowedTable> tables) {
    return settings.source() == FeedSource.SLOT
        ? new PublicationSetup(settings, Slot.of(namespace, tables), tables)
        : new TriggerSetup(settings, namespace, tables);
  }

  private static void checkStack(FeedSettings settings, TableMapping mapping, FeedHost host) {
    EntresolCache<Object, Object> cache = host.caches().apply(mapping.cache());
    if (settings.source() == FeedSource.SLOT && cache != null) {
      Stack stack = Roster.configuration(cache).getStack();
      if (!stack.isShared()) {
        throw new CacheException(
            ("%s: the cache \"%s\" is on the stack %s, in each process alone, and a slot tells one"
                    + " process only; allowed: source: notify, or a stack with Redis")
                .formatted(mapping.place(), mapping.cache(), stack.configName()));
      }
    }
  }

  private static void checkKeys(TableMapping mapping, FeedHost host) {
    EntresolCache<Object, Object> cache = host.caches().apply(mapping.cache());
    if (cache == null || !(mapping.mapper() instanceof KeyTemplate template)) {
      return;
    }
    Class<?> type = Roster.configuration(cache).getKeyType();
    if (!type.isAssignableFrom(template.type())) {
      throw new CacheException(
          "%s: \"%s\" makes keys of type %s, and those of the cache \"%s\" are of type %s; allowed: %s"
              .formatted(
                  mapping.place(),
                  template,
                  template.type().getName(),
                  mapping.cache(),
                  type.getName(),
                  KeyTemplate.ALLOWED));
    }
  }

  /** A cache may be made later; until then it is worth a word, as its name may be a mistake. */
  private static void tellMissing(FeedSettings settings, FeedHost host) {
    Set<String> missing = new LinkedHashSet<>();
    for (TableMapping mapping : settings.tables()) {
      if (host.caches().apply(mapping.cache()) == null) {
        missing.add(mapping.cache());
      }
    }
    if (!missing.isEmpty()) {
      LOG.log(
          Level.INFO, "{0}: these caches are followed once they are made: {1}", settings, missing);
    }
  }

  private static void checkDatabase(
      FeedSettings settings, FeedHost host, Database database, Setup setup) {
    try (var connection = database.connect()) {
      setup.require(connection);
    } catch (SQLException e) {
      if (host.required()) {
        throw new CacheException(
            settings.place() + ": the database cannot be used: " + e.getMessage(), e);
      }
      LOG.log(
          Level.WARNING,
          "{0}: the database is not there yet, and followed later: {1}",
          settings,
          e.getMessage());
    }
  }
}
