package org.entresol.jcache;

import java.time.Duration;
import java.util.function.Consumer;
import javax.cache.CacheException;
import org.entresol.Stack.Authority;
import org.entresol.config.ConfigurationException;
import org.entresol.config.ManagerConfiguration;
import org.entresol.config.RedisSection;
import org.entresol.config.RedisTerms;
import org.entresol.config.Start;
import org.entresol.tier.TierException;
import org.entresol.tier.TierFactory;
import org.entresol.tier.TierNode;
import org.entresol.tier.TierSettings;
import org.entresol.tier.away.LateNode;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * One manager's way to Redis, opened when the first cache needs it. Thread-safe.
 *
 * <p>Who leads there is looked up where a Redis is named, and only then: an application that names
 * none needs no more than the heap.
 */
final class TierAccess implements AutoCloseable {

  private final ManagerConfiguration configuration;
  private final ClassLoader classLoader;
  private final TierSource source;
  private final Clock clock;
  private @Nullable TierFactory factory;

  /** Written under the lock, and read without it by who only wants to know how Redis is. */
  private volatile @Nullable TierNode node;

  private volatile boolean closed;

  TierAccess(
      ManagerConfiguration configuration, ClassLoader classLoader, TierSource source, Clock clock) {
    this.configuration = configuration;
    this.classLoader = classLoader;
    this.source = source;
    this.clock = clock;
  }

  /**
   * Refuses a Redis that nobody leads to. Nothing is opened yet.
   *
   * @throws ConfigurationException if one is named, and no factory for it is there, or several are
   */
  synchronized void check() {
    RedisSection section = configuration.redis();
    if (section != null) {
      factoryFor(section);
    }
  }

  private TierFactory factoryFor(RedisSection section) {
    if (factory == null) {
      try {
        factory = source.find(Authority.REDIS, classLoader);
      } catch (NoTierException e) {
        throw section.unserved(e);
      }
    }
    return factory;
  }

  /**
   * The node.
   *
   * @throws ConfigurationException if nobody leads to Redis, or Redisson does not take the section
   * @throws CacheException if Redis is not there, and has to be
   */
  synchronized TierNode node() {
    if (closed) {
      throw new IllegalStateException("The cache manager is closed");
    }
    TierNode there = node;
    if (there == null) {
      RedisSection section = configuration.redis();
      if (section == null) {
        throw new CacheException("There is no redis section, and a cache needs one");
      }
      there = open(section);
      node = there;
    }
    return there;
  }

  private TierNode open(RedisSection section) {
    TierFactory found = factoryFor(section);
    RedisTerms terms = configuration.redisTerms();
    try {
      TierSettings settings =
          new TierSettings(
              section.yaml(),
              configuration.namespace(),
              terms.commandTimeout(),
              terms.breakerFailures(),
              terms.breakerPause(),
              terms.connectTimeout());
      return (terms.start() == Start.LAZY)
          ? LateNode.join(
              () -> found.open(settings, clock), found.partitions(settings), terms.commandTimeout())
          : found.open(settings, clock);
    } catch (TierException e) {
      throw new CacheException(section + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      throw section.refused(e);
    }
  }

  /**
   * The check that comes before each cache of a manager that opens now: that its time is not over,
   * where Redis has to be there, and each alone answers in time.
   *
   * @return throws a {@link CacheException} for the cache that comes next if {@code
   *     connect-timeout} is over
   */
  Consumer<String> openingLimit() {
    RedisSection section = configuration.redis();
    RedisTerms terms = configuration.redisTerms();
    if (section == null || terms.start() != Start.REQUIRED) {
      return next -> {};
    }
    long begun = clock.nanos();
    Duration limit = terms.connectTimeout();
    return next -> {
      if (clock.nanos() - begun > limit.toNanos()) {
        throw new CacheException(
            "%s: the caches from '%s' on could not be opened within %d ms (connect-timeout)"
                .formatted(section, next, limit.toMillis()));
      }
    };
  }

  /** The Redisson client, if there is one and it is of the given type; null otherwise. */
  synchronized <T> @Nullable T unwrap(Class<T> type) {
    return (configuration.redis() == null || closed) ? null : node().unwrap(type);
  }

  /**
   * How long Redis has been away by now; zero while it answers, or nothing has asked it yet. It
   * waits for nobody, not even for who is just connecting.
   */
  Duration away() {
    TierNode there = node;
    return (there == null || closed) ? Duration.ZERO : Duration.ofNanos(there.awayNanos());
  }

  @Override
  public synchronized void close() {
    closed = true;
    TierNode there = node;
    if (there != null) {
      there.close();
    }
  }
}
