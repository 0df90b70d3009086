package org.entresol.jcache;

import javax.cache.CacheException;
import org.entresol.config.ConfigurationException;
import org.entresol.config.ManagerConfiguration;
import org.entresol.config.RedisSection;
import org.entresol.config.RedisTerms;
import org.entresol.tier.TierException;
import org.entresol.tier.TierFactory;
import org.entresol.tier.TierNode;
import org.entresol.tier.TierSettings;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;

/** One manager's way to a shared authority, opened when the first cache needs it. Thread-safe. */
final class TierAccess implements AutoCloseable {

  private final ManagerConfiguration configuration;
  private final TierFactory factory;
  private final Clock clock;
  private @Nullable TierNode node;
  private boolean closed;

  TierAccess(ManagerConfiguration configuration, TierFactory factory, Clock clock) {
    this.configuration = configuration;
    this.factory = factory;
    this.clock = clock;
  }

  /**
   * The node.
   *
   * @throws ConfigurationException if nothing says where Redis is, or Redisson does not take it
   * @throws CacheException if Redis is not there
   */
  synchronized TierNode node() {
    if (closed) {
      throw new IllegalStateException("The cache manager is closed");
    }
    if (node == null) {
      RedisSection section = configuration.redis();
      if (section == null) {
        throw new CacheException("There is no redis section, and a cache needs one");
      }
      node = open(section);
    }
    return node;
  }

  private TierNode open(RedisSection section) {
    RedisTerms terms = configuration.redisTerms();
    try {
      TierSettings settings =
          new TierSettings(
              section.yaml(),
              configuration.namespace(),
              terms.commandTimeout(),
              terms.breakerFailures(),
              terms.breakerPause());
      return factory.open(settings, clock);
    } catch (TierException e) {
      throw new CacheException(section + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      throw section.refused(e);
    }
  }

  /** The Redisson client, if there is one and it is of the given type; null otherwise. */
  synchronized <T> @Nullable T unwrap(Class<T> type) {
    return (configuration.redis() == null || closed) ? null : node().unwrap(type);
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (node != null) {
      node.close();
    }
  }
}
