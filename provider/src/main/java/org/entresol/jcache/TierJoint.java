package org.entresol.jcache;

import javax.cache.CacheException;
import org.entresol.config.ConfigurationException;
import org.entresol.tier.TierException;
import org.entresol.tier.TierFactory;
import org.entresol.tier.TierNode;
import org.entresol.tier.TierSettings;
import org.entresol.tier.away.LateNode;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * One manager's way to one authority, opened when the first cache needs it. Thread-safe.
 *
 * <p>Who leads there is looked up where the authority is named, and only then: an application that
 * names none needs no more than the heap.
 */
final class TierJoint implements AutoCloseable {

  private final NamedAuthority named;
  private final ClassLoader classLoader;
  private final TierSource source;
  private final Clock clock;
  private @Nullable TierFactory factory;

  /** Written under the lock, and read without it by who only wants to know how it is. */
  private volatile @Nullable TierNode node;

  private volatile boolean closed;

  TierJoint(NamedAuthority named, ClassLoader classLoader, TierSource source, Clock clock) {
    this.named = named;
    this.classLoader = classLoader;
    this.source = source;
    this.clock = clock;
  }

  /**
   * Refuses an authority that nobody leads to. Nothing is opened yet.
   *
   * @throws ConfigurationException if no factory for it is there, or several are
   */
  synchronized void check() {
    TierFactory unused = factory();
  }

  private TierFactory factory() {
    if (factory == null) {
      try {
        factory = source.find(named.authority(), classLoader);
      } catch (NotInstalledException e) {
        throw named.unserved(e);
      }
    }
    return factory;
  }

  /**
   * The node.
   *
   * @throws ConfigurationException if nobody leads there, or the settings are not taken
   * @throws CacheException if it is not there, and has to be
   */
  synchronized TierNode node() {
    if (closed) {
      throw new IllegalStateException("The cache manager is closed");
    }
    TierNode there = node;
    if (there == null) {
      there = open(factory());
      node = there;
    }
    return there;
  }

  private TierNode open(TierFactory found) {
    try {
      TierSettings settings = named.settings();
      return named.isLazy()
          ? LateNode.join(
              () -> found.open(settings, clock),
              found.partitions(settings),
              settings.commandTimeout())
          : found.open(settings, clock);
    } catch (TierException e) {
      throw new CacheException(named + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      throw named.refused(e);
    }
  }

  /** The client below, if it is of the given type; null otherwise. */
  synchronized <T> @Nullable T unwrap(Class<T> type) {
    return closed ? null : node().unwrap(type);
  }

  /** For how many nanoseconds it has been away by now; it waits for nobody. */
  long awayNanos() {
    TierNode there = node;
    return (there == null || closed) ? 0 : there.awayNanos();
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
