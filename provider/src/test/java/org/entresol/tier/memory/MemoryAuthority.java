package org.entresol.tier.memory;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.entresol.Stack.Authority;
import org.entresol.tier.Lifetimes;
import org.entresol.tier.TierException;
import org.entresol.tier.TierFactory;
import org.entresol.tier.TierNode;
import org.entresol.tier.TierOptions;
import org.entresol.tier.TierSettings;
import org.entresol.time.Clock;

/**
 * What the nodes of one JVM share: the caches by name, and a clock. Thread-safe.
 *
 * <p>{@linkplain #lose Losing} the data and {@linkplain #restore going back} to an earlier state
 * are what a restart and a failover do to a server.
 */
public final class MemoryAuthority implements TierFactory {

  private static final int PARTITIONS = 16;

  /** So that no instant of an entry, and no sequence, is 0. */
  private static final long EPOCH_MILLIS = 1_000_000;

  static final long MICROS_PER_MILLI = 1000;

  private final Clock clock;
  private final Map<String, MemoryCache> caches = new HashMap<>();
  private final Map<String, MemoryLeadership.Tenure> leads = new ConcurrentHashMap<>();
  private final AtomicLong history = new AtomicLong(1);
  private final AtomicLong highest = new AtomicLong();
  private final AtomicLong nonces = new AtomicLong();

  /** An empty authority on a clock, which may be that of the nodes. */
  public MemoryAuthority(Clock clock) {
    this.clock = clock;
  }

  /** A node that joins. */
  public MemoryNode join() {
    return new MemoryNode(this);
  }

  /** It stands in the place of Redis. */
  @Override
  public Authority authority() {
    return Authority.REDIS;
  }

  /** Joins, whatever the settings say: there is nothing to be reached. */
  @Override
  public TierNode open(TierSettings settings, Clock ofNode) {
    return join();
  }

  @Override
  public int partitions(TierSettings settings) {
    return PARTITIONS;
  }

  /** The authority's clock now, in milliseconds. */
  public long millis() {
    return EPOCH_MILLIS + TimeUnit.NANOSECONDS.toMillis(clock.nanos());
  }

  /** An instant of an entry as the clock says it; the greatest of all for 0, which is never. */
  public long nanos(long millis) {
    return (millis == 0) ? Lifetimes.NEVER : TimeUnit.MILLISECONDS.toNanos(millis - EPOCH_MILLIS);
  }

  /** The next step of a sequence; one that is missing begins by the clock, and never repeats. */
  long step(long sequence) {
    long next =
        (sequence == 0) ? Math.max(highest.get() + 1, millis() * MICROS_PER_MILLI) : sequence + 1;
    highest.accumulateAndGet(next, Math::max);
    return next;
  }

  /** A number that tells what is written from everything else. */
  long nonce() {
    return nonces.incrementAndGet();
  }

  synchronized MemoryCache cache(String name, TierOptions options) {
    int wanted = options.partitions().orElse(PARTITIONS);
    String named =
        options.version().isPresent() ? name + "%v" + options.version().getAsInt() : name;
    MemoryCache cache =
        caches.computeIfAbsent(named, n -> new MemoryCache(this, n, options.codec(), wanted));
    if (options.partitions().isPresent() && cache.partitions() != wanted) {
      throw new TierException(
          "partitions: %d is not allowed, as '%s' has %d; allowed: %d, or to destroy the cache first"
              .formatted(wanted, name, cache.partitions(), cache.partitions()),
          null,
          true);
    }
    options.requireCodec(cache.codec(), name);
    return cache;
  }

  /** The cache of a name, past all nodes. */
  public synchronized MemoryCache cache(String name) {
    MemoryCache cache = caches.get(name);
    if (cache == null) {
      throw new IllegalArgumentException("there is no cache '" + name + "' in " + caches.keySet());
    }
    return cache;
  }

  synchronized void forget(String name) {
    caches.remove(name);
  }

  /** Who holds each lead, by their names. */
  Map<String, MemoryLeadership.Tenure> leads() {
    return leads;
  }

  // ---- what can happen to the data

  /** What tells this history of the data from others. */
  long history() {
    return history.get();
  }

  /** Loses all data, as a server does that is restarted without having stored them. */
  public synchronized void lose() {
    caches.values().forEach(MemoryCache::lose);
    history.incrementAndGet();
  }

  /** The data now, to {@linkplain #restore go back} to. */
  public synchronized Map<String, MemoryCache.State> save() {
    Map<String, MemoryCache.State> saved = new HashMap<>();
    caches.forEach((name, cache) -> saved.put(name, cache.save()));
    return saved;
  }

  /** Goes back to earlier data, as a failover does that loses the last changes. */
  public synchronized void restore(Map<String, MemoryCache.State> saved) {
    caches.forEach((name, cache) -> cache.restore(saved.get(name)));
    history.incrementAndGet();
  }
}
