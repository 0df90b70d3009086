package org.entresol.store.near;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.entresol.HeapBound;
import org.entresol.store.Entry;
import org.entresol.store.Reclaim;
import org.entresol.tier.Kept;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Near entries in a cache of Caffeine, the least useful of which go where there are too many.
 * Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class NearCache<K, V> implements NearEntries<K, V> {

  private final Cache<K, TieredEntry<V>> cache;
  private final ConcurrentMap<K, TieredEntry<V>> entries;
  private final Coherence coherence;

  /** Whether the bound is one of bytes. */
  private final boolean weighs;

  private final @Nullable Reclaim<K, V> reclaim;
  private final LongAdder refused = new LongAdder();
  private final LongAdder evicted = new LongAdder();
  private final LongAdder expired = new LongAdder();
  private final LongAdder outdated = new LongAdder();

  /**
   * Creates an empty one.
   *
   * @param bound the most it may hold
   * @param reclaim when the memory of expired entries is freed, or null when none expires
   */
  NearCache(HeapBound bound, @Nullable Reclaim<K, V> reclaim, Clock clock, Coherence coherence) {
    this.weighs = bound.measure() == HeapBound.Measure.BYTES;
    Caffeine<K, TieredEntry<V>> builder = bounded(bound);
    this.cache = ((reclaim == null) ? builder : reclaim.on(builder, clock)).build();
    this.entries = cache.asMap();
    this.coherence = coherence;
    this.reclaim = reclaim;
  }

  private Caffeine<K, TieredEntry<V>> bounded(HeapBound bound) {
    Caffeine<K, TieredEntry<V>> builder = Caffeine.newBuilder().evictionListener(this::evicted);
    return switch (bound.measure()) {
      case BYTES -> builder.maximumWeight(bound.limit()).weigher((key, entry) -> entry.weight());
      case ENTRIES -> builder.maximumSize(bound.limit());
    };
  }

  /** Counts what Caffeine drops by itself. */
  private void evicted(@Nullable K key, @Nullable TieredEntry<V> entry, RemovalCause cause) {
    (cause == RemovalCause.EXPIRED ? expired : evicted).increment();
  }

  @Override
  public boolean areKept() {
    return true;
  }

  @Override
  public @Nullable TieredEntry<V> get(K key) {
    TieredEntry<V> entry = cache.getIfPresent(key);
    return (entry != null && coherence.isCurrent(entry)) ? entry : null;
  }

  @Override
  public @Nullable TieredEntry<V> peek(K key) {
    return cache.policy().getIfPresentQuietly(key);
  }

  @Override
  public void admit(K key, int hash, TieredEntry<V> entry) {
    entries.compute(
        key, (k, current) -> isNewer(current, entry) || !isAdmitted(entry, hash) ? current : entry);
  }

  @Override
  public void replace(K key, int hash, TieredEntry<V> entry, long sequence) {
    entries.compute(
        key,
        (k, current) -> {
          if (isNewer(current, entry)) {
            return current;
          }
          TieredEntry<V> kept = notOlder(current, sequence);
          return isAdmitted(entry, hash) ? entry : kept;
        });
  }

  private boolean isNewer(@Nullable TieredEntry<V> current, TieredEntry<V> entry) {
    return current != null && current.validAt() > entry.validAt() && coherence.isCurrent(current);
  }

  private boolean isAdmitted(TieredEntry<V> entry, int hash) {
    boolean admitted = coherence.admits(entry, hash);
    if (!admitted) {
      unkept();
    }
    return admitted;
  }

  @Override
  public void unkept() {
    refused.increment();
  }

  @Override
  public long refused() {
    return refused.sum();
  }

  @Override
  public void keep(K key, TieredEntry<V> entry) {
    entries.compute(
        key, (k, current) -> (current != null && coherence.isCurrent(current)) ? current : entry);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Caffeine's {@code computeIfPresent} would pass by a key whose first entry is still on its
   * way in.
   */
  @Override
  public void dropOlder(K key, long sequence) {
    entries.compute(key, (k, current) -> notOlder(current, sequence));
  }

  private @Nullable TieredEntry<V> notOlder(@Nullable TieredEntry<V> current, long sequence) {
    if (current == null || current.validAt() >= sequence) {
      return current;
    }
    outdated.increment();
    return null;
  }

  @Override
  public void drop(K key) {
    cache.invalidate(key);
  }

  @Override
  public void drop(K key, @Nullable Entry<V> entry) {
    entries.computeIfPresent(key, (k, current) -> (current == entry) ? null : current);
  }

  @Override
  public void dropAll() {
    cache.invalidateAll();
  }

  /** Caffeine is told by a change of nothing. */
  @Override
  public void touched(K key) {
    if (reclaim != null && !reclaim.foreseesReads()) {
      entries.computeIfPresent(key, (k, current) -> current);
    }
  }

  @Override
  public List<K> hottest(int most) {
    return cache
        .policy()
        .eviction()
        .map(bound -> List.copyOf(bound.hottest(most).keySet()))
        .orElse(List.of());
  }

  @Override
  public Kept kept() {
    long bytes =
        weighs
            ? cache.policy().eviction().map(all -> all.weightedSize().orElse(-1)).orElse(-1L)
            : -1;
    return new Kept(cache.estimatedSize(), bytes, evicted.sum(), expired.sum(), outdated.sum());
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    return type.isInstance(cache) ? type.cast(cache) : null;
  }
}
