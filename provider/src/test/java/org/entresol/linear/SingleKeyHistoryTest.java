package org.entresol.linear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The operations of one key, called by threads at the same time, are atomic: one after another. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SingleKeyHistoryTest {

  private static final int ROUNDS = 1_000;
  private static final Duration LONG = new Duration(TimeUnit.HOURS, 1);

  private final EntresolCachingProvider provider = new EntresolCachingProvider();
  private final Table table = new Table();

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void operations_ofPlainCache_areAtomic() throws Exception {
    assertAtomic(builder(), EnumSet.allOf(Operation.class), 1);
  }

  @Test
  void putsBesideProcessors_ofPlainCache_areAtomic() throws Exception {
    assertAtomic(builder(), EnumSet.of(Operation.PUT, Operation.GET, Operation.INCREMENT), 2);
  }

  @Test
  void operations_withListener_areAtomic() throws Exception {
    CacheEntryUpdatedListener<Integer, Integer> deaf = events -> Thread.onSpinWait();
    EntresolConfiguration.Builder<Integer, Integer> builder =
        builder()
            .listener(new MutableCacheEntryListenerConfiguration<>(() -> deaf, null, true, true));

    assertAtomic(builder, EnumSet.allOf(Operation.class), 3);
  }

  @Test
  void operations_withStandardExpiry_areAtomic() throws Exception {
    assertAtomic(
        builder().expiry(new AccessedExpiryPolicy(LONG)), EnumSet.allOf(Operation.class), 4);
  }

  @Test
  void operations_withPolicyOfTheUsers_areAtomic() throws Exception {
    assertAtomic(builder().expiry(SlowPolicy::new), EnumSet.allOf(Operation.class), 5);
  }

  @Test
  void operations_withWriter_areAtomicTogetherWithIt() throws Exception {
    EntresolConfiguration.Builder<Integer, Integer> builder =
        builder().writer(() -> table).writeThrough(true);

    Cache<Integer, Integer> cache = assertAtomic(builder, EnumSet.allOf(Operation.class), 6);

    cache.forEach(entry -> assertThat(table.load(entry.getKey())).isEqualTo(entry.getValue()));
    assertThat(table.size()).isEqualTo(sizeOf(cache));
  }

  @Test
  void operations_withWriterAndLoader_areAtomicTogetherWithThem() throws Exception {
    EntresolConfiguration.Builder<Integer, Integer> builder =
        builder().writer(() -> table).writeThrough(true).loader(() -> table).readThrough(true);

    assertAtomic(builder, EnumSet.allOf(Operation.class), 7);
  }

  private static EntresolConfiguration.Builder<Integer, Integer> builder() {
    return EntresolConfiguration.builder(Integer.class, Integer.class)
        .heap(HeapBound.entries(1_000_000));
  }

  private Cache<Integer, Integer> assertAtomic(
      EntresolConfiguration.Builder<Integer, Integer> builder,
      EnumSet<Operation> operations,
      long seed)
      throws Exception {
    Cache<Integer, Integer> cache =
        provider.getCacheManager().createCache("cache", builder.build());
    List<History> histories = new Crew(cache, new ArrayList<>(operations)).work(ROUNDS, seed);
    assertThat(histories).allMatch(History::isExplained);
    return cache;
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
      Thread.onSpinWait();
      return LONG;
    }

    @Override
    public @Nullable Duration getExpiryForAccess() {
      return null;
    }

    @Override
    public Duration getExpiryForUpdate() {
      Thread.onSpinWait();
      return LONG;
    }
  }
}
