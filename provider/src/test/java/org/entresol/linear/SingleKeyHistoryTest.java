package org.entresol.linear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.entresol.EntresolConfiguration;
import org.entresol.HeapBound;
import org.entresol.jcache.EntresolCachingProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The operations of one key, called by threads at the same time, are atomic: one after another. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("unit")
@Tag("search")
class SingleKeyHistoryTest {

  private static final int ROUNDS = 500;
  private static final List<Operation> ALL = List.of(Operation.values());
  private static final Duration LONG = new Duration(TimeUnit.HOURS, 1);

  private final EntresolCachingProvider provider = new EntresolCachingProvider();
  private final Table table = new Table();

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void operations_ofPlainCache_areAtomic() throws Exception {
    assertAtomic(cache(builder()), ALL, 1);
  }

  @Test
  void putsBesideProcessors_ofPlainCache_areAtomic() throws Exception {
    assertAtomic(cache(builder()), List.of(Operation.PUT, Operation.GET, Operation.INCREMENT), 2);
  }

  @Test
  void operations_withListener_areAtomic() throws Exception {
    CacheEntryUpdatedListener<Integer, Integer> slow = events -> Interleaving.invite();

    assertAtomic(
        cache(
            builder()
                .listener(
                    new MutableCacheEntryListenerConfiguration<>(() -> slow, null, true, true))),
        ALL,
        3);
  }

  @Test
  void operations_withStandardExpiry_areAtomic() throws Exception {
    assertAtomic(cache(builder().expiry(new AccessedExpiryPolicy(LONG))), ALL, 4);
  }

  @Test
  void operations_withPolicyOfTheUsers_areAtomic() throws Exception {
    assertAtomic(cache(builder().expiry(SlowPolicy::new)), ALL, 5);
  }

  @Test
  void operations_withWriter_areAtomicTogetherWithIt() throws Exception {
    Cache<Integer, Integer> cache = cache(builder().writer(() -> table).writeThrough(true));

    assertAtomic(cache, ALL, 6);

    cache.forEach(entry -> assertThat(table.load(entry.getKey())).isEqualTo(entry.getValue()));
    assertThat(table.size()).isEqualTo(sizeOf(cache));
  }

  /**
   * While a writer is at work, the source is ahead of the cache, and a read that misses sees the
   * source; so the reads are there to disturb, and only what changes something has to be atomic.
   */
  @Test
  void changes_besideReadsThroughLoader_areAtomic() throws Exception {
    Cache<Integer, Integer> cache =
        cache(
            builder().writer(() -> table).writeThrough(true).loader(() -> table).readThrough(true));

    List<History> histories = new Crew(cache, ALL).work(ROUNDS, 7);

    assertExplained(histories.stream().map(History::ofChanges).toList());
  }

  private static EntresolConfiguration.Builder<Integer, Integer> builder() {
    return EntresolConfiguration.builder(Integer.class, Integer.class)
        .heap(HeapBound.entries(1_000_000));
  }

  private Cache<Integer, Integer> cache(EntresolConfiguration.Builder<Integer, Integer> builder) {
    return provider.getCacheManager().createCache("cache", builder.build());
  }

  private static void assertAtomic(
      Cache<Integer, Integer> cache, List<Operation> operations, long seed) throws Exception {
    assertExplained(new Crew(cache, operations).work(ROUNDS, seed));
  }

  private static void assertExplained(List<History> histories) {
    assertThat(histories).hasSizeGreaterThan(ROUNDS);
    assertThat(histories.stream().filter(history -> !history.isExplained())).isEmpty();
  }

  private static int sizeOf(Cache<Integer, Integer> cache) {
    int size = 0;
    for (Cache.Entry<Integer, Integer> entry : cache) {
      size += (entry == null) ? 0 : 1;
    }
    return size;
  }

  /** A policy of the user's, so that the cache must not ask it where others have to wait. */
  private static final class SlowPolicy implements ExpiryPolicy {

    @Override
    public Duration getExpiryForCreation() {
      Interleaving.invite();
      return LONG;
    }

    @Override
    public @Nullable Duration getExpiryForAccess() {
      return null;
    }

    @Override
    public Duration getExpiryForUpdate() {
      Interleaving.invite();
      return LONG;
    }
  }
}
