package org.entresol.store.near;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Weigher;
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
 * The entries of an authority that this node keeps in its heap, as far as they are known to be
 * true. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class NearCache<K, V> {

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
    Weigher<K, TieredEntry<V>> weigher =
        (bound.measure() == HeapBound.Measure.BYTES)
            ? (key, entry) -> entry.weight()
            : Weigher.singletonWeigher();
    return Caffeine.newBuilder()
        .maximumWeight(bound.limit())
        .weigher(weigher)
        .evictionListener(this::evicted);
  }

  /** Counts what Caffeine drops by itself. */
  private void evicted(@Nullable K key, @Nullable TieredEntry<V> entry, RemovalCause cause) {
    (cause == RemovalCause.EXPIRED ? expired : evicted).increment();
  }

  /** The near entry, expired or not; null when there is none that may be served. */
  @Nullable TieredEntry<V> get(K key) {
    TieredEntry<V> entry = cache.getIfPresent(key);
    return (entry != null && coherence.isCurrent(entry)) ? entry : null;
  }

  /** The near entry, even if it may not be served any more; not counted as a use of it. */
  @Nullable TieredEntry<V> peek(K key) {
    return cache.policy().getIfPresentQuietly(key);
  }

  /** Admits an entry unless something newer is known of its key. */
  void admit(K key, int hash, TieredEntry<V> entry) {
    entries.compute(
        key, (k, current) -> isNewer(current, entry) || !isAdmitted(entry, hash) ? current : entry);
  }

  /**
   * Admits an entry unless something newer is known of its key.
   *
   * @param sequence what is older than this goes, whether the entry is admitted or not
   */
  void replace(K key, int hash, TieredEntry<V> entry, long sequence) {
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

  /** Counts an entry that does not become a near one, as nobody knows whether it is true. */
  void unkept() {
    refused.increment();
  }

  /** How many entries did not become near ones. */
  long refused() {
    return refused.sum();
  }

  /** Puts an entry in that nobody vouches for, unless there is one that somebody does. */
  void keep(K key, TieredEntry<V> entry) {
    entries.compute(
        key, (k, current) -> (current != null && coherence.isCurrent(current)) ? current : entry);
  }

  /**
   * Removes what is older than a sequence, with what is being admitted at this moment: Caffeine's
   * {@code computeIfPresent} would pass by a key whose first entry is still on its way in.
   */
  void dropOlder(K key, long sequence) {
    entries.compute(key, (k, current) -> notOlder(current, sequence));
  }

  private @Nullable TieredEntry<V> notOlder(@Nullable TieredEntry<V> current, long sequence) {
    if (current == null || current.validAt() >= sequence) {
      return current;
    }
    outdated.increment();
    return null;
  }

  void drop(K key) {
    cache.invalidate(key);
  }

  /** Removes one entry, unless another has come in its place. */
  void drop(K key, @Nullable Entry<V> entry) {
    entries.computeIfPresent(key, (k, current) -> (current == entry) ? null : current);
  }

  void dropAll() {
    cache.invalidateAll();
  }

  /** Tells Caffeine that an entry's instant has moved. */
  void touched(K key) {
    if (reclaim != null && !reclaim.foreseesReads()) {
      entries.computeIfPresent(key, (k, current) -> current);
    }
  }

  /** The keys that are used most, the hottest first. */
  List<K> hottest(int most) {
    return cache
        .policy()
        .eviction()
        .map(bound -> List.copyOf(bound.hottest(most).keySet()))
        .orElse(List.of());
  }

  /** What is kept, and what was let go of. */
  Kept kept() {
    long bytes =
        weighs
            ? cache.policy().eviction().map(all -> all.weightedSize().orElse(-1)).orElse(-1L)
            : -1;
    return new Kept(cache.estimatedSize(), bytes, evicted.sum(), expired.sum(), outdated.sum());
  }

  <T> @Nullable T unwrap(Class<T> type) {
    return type.isInstance(cache) ? type.cast(cache) : null;
  }
}
