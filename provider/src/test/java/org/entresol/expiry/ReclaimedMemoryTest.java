package org.entresol.expiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entresol.jcache.TestCaches.expiring;
import static org.entresol.jcache.TestCaches.listening;
import static org.entresol.jcache.TestCaches.texts;

import com.github.benmanes.caffeine.cache.Cache;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.cache.event.EventType;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.entresol.jcache.Crew;
import org.entresol.jcache.Ear;
import org.entresol.jcache.EntresolCachingProvider;
import org.entresol.jcache.HookedPolicy;
import org.entresol.jcache.HookedPolicy.Occasion;
import org.entresol.jcache.TestCaches;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The memory of entries past their time is freed, and that of no others. */
@Tag("unit")
class ReclaimedMemoryTest {
  private static final String KEY = "k";
  private static final javax.cache.expiry.Duration MINUTE = javax.cache.expiry.Duration.ONE_MINUTE;

  @RegisterExtension private final TestCaches caches = new TestCaches();

  /** Policies under which an entry lives a minute from its creation, or last read, on. */
  private enum Policy {
    CREATED,
    MODIFIED,
    ACCESSED,
    TOUCHED,
    CUSTOM;

    ExpiryPolicy make() {
      return switch (this) {
        case CREATED -> new CreatedExpiryPolicy(MINUTE);
        case MODIFIED -> new ModifiedExpiryPolicy(MINUTE);
        case ACCESSED -> new AccessedExpiryPolicy(MINUTE);
        case TOUCHED -> new TouchedExpiryPolicy(MINUTE);
        case CUSTOM -> new HookedPolicy(occasion -> MINUTE);
      };
    }
  }

  private javax.cache.Cache<String, String> open(ExpiryPolicy policy) {
    javax.cache.Cache<String, String> cache = caches.open(expiring(texts(), policy));
    cache.put(KEY, "1");
    return cache;
  }

  private long sweptSize(javax.cache.Cache<String, String> cache) {
    Cache<?, ?> store = cache.unwrap(Cache.class);
    long unused = caches.clock().strike();
    store.cleanUp();
    return store.estimatedSize();
  }

  private void advance(Duration duration) {
    caches.clock().advance(duration);
  }

  @ParameterizedTest
  @EnumSource
  void entry_pastItsTime_isDroppedUnasked(Policy policy) {
    javax.cache.Cache<String, String> cache = open(policy.make());

    advance(Duration.ofSeconds(59));
    assertThat(sweptSize(cache)).isEqualTo(1);

    advance(Duration.ofMinutes(5));
    assertThat(sweptSize(cache)).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"ACCESSED", "TOUCHED", "CUSTOM"})
  void entry_readAgainAndAgain_staysUntilNobodyReadsIt(Policy policy) {
    javax.cache.Cache<String, String> cache = open(policy.make());

    for (int i = 0; i < 1_000; i++) {
      advance(Duration.ofSeconds(59));
      assertThat(sweptSize(cache)).isEqualTo(1);
      assertThat(cache.get(KEY)).isEqualTo("1");
    }

    advance(Duration.ofMinutes(1));
    assertThat(cache.containsKey(KEY)).isFalse();
    advance(Duration.ofMinutes(5));
    assertThat(sweptSize(cache)).isZero();
  }

  @Test
  void entry_readOnceOverALongLife_isThereAtItsEnd() {
    javax.cache.Cache<String, String> cache =
        open(
            new HookedPolicy(
                occasion ->
                    (occasion == Occasion.ACCESS) ? javax.cache.expiry.Duration.ONE_DAY : MINUTE));

    cache.get(KEY);
    advance(Duration.ofHours(23));

    assertThat(sweptSize(cache)).isEqualTo(1);
    assertThat(cache.containsKey(KEY)).isTrue();
  }

  @Test
  void entry_whoseLifeAReadShortened_isDroppedThen() {
    javax.cache.Cache<String, String> cache =
        open(
            new HookedPolicy(
                occasion ->
                    (occasion == Occasion.ACCESS) ? MINUTE : javax.cache.expiry.Duration.ONE_DAY));

    cache.get(KEY);
    advance(Duration.ofMinutes(5));

    assertThat(sweptSize(cache)).isZero();
  }

  @Test
  void entries_onARealClock_areDroppedWithoutAnyCall() {
    Ear<String, String> ear = new Ear<>();
    EntresolCachingProvider provider = new EntresolCachingProvider();
    try (provider) {
      javax.cache.Cache<String, String> cache =
          provider
              .getCacheManager()
              .createCache(
                  "real",
                  listening(
                      expiring(
                          texts(),
                          new CreatedExpiryPolicy(
                              new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, 50))),
                      ear));
      for (int i = 0; i < 100; i++) {
        cache.put("k" + i, "1");
      }

      Cache<?, ?> store = cache.unwrap(Cache.class);
      Crew.until(() -> store.estimatedSize() == 0);
      Crew.until(() -> ear.heard().size() == 200);
      assertThat(ear.types().stream().filter(EventType.EXPIRED::equals)).hasSize(100);
    }
  }
}
