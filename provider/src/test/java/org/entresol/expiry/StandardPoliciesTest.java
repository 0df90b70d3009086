package org.entresol.expiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entresol.jcache.Mutation.KEY;
import static org.entresol.jcache.Mutation.NEW;
import static org.entresol.jcache.Mutation.OLD;
import static org.entresol.jcache.TestCaches.expiring;
import static org.entresol.jcache.TestCaches.texts;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.entresol.jcache.EntresolCachingProvider;
import org.entresol.jcache.Mutation;
import org.entresol.jcache.TestCaches;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The five policies of the specification, to the nanosecond. */
@Tag("unit")
class StandardPoliciesTest {
  private static final Duration LIFE = Duration.ofMinutes(10);
  private static final Duration TICK = Duration.ofNanos(1);
  private static final javax.cache.expiry.Duration TEN =
      new javax.cache.expiry.Duration(TimeUnit.MINUTES, 10);

  @RegisterExtension private final TestCaches caches = new TestCaches();

  /** The policies that let entries expire after ten minutes. */
  private enum Policy {
    CREATED(false, false),
    MODIFIED(true, false),
    ACCESSED(false, true),
    TOUCHED(true, true);

    private final boolean extendedByUpdate;
    private final boolean extendedByAccess;

    Policy(boolean extendedByUpdate, boolean extendedByAccess) {
      this.extendedByUpdate = extendedByUpdate;
      this.extendedByAccess = extendedByAccess;
    }

    ExpiryPolicy make() {
      return switch (this) {
        case CREATED -> new CreatedExpiryPolicy(TEN);
        case MODIFIED -> new ModifiedExpiryPolicy(TEN);
        case ACCESSED -> new AccessedExpiryPolicy(TEN);
        case TOUCHED -> new TouchedExpiryPolicy(TEN);
      };
    }
  }

  /** Accesses to an entry. */
  private enum Access {
    GET,
    GET_ALL,
    ITERATE,
    INVOKE,
    REPLACE_IF_OTHER,
    REMOVE_IF_OTHER;

    void on(Cache<String, String> cache) {
      switch (this) {
        case GET -> cache.get(KEY);
        case GET_ALL -> cache.getAll(Set.of(KEY));
        case ITERATE -> cache.iterator().next();
        case INVOKE -> cache.<String>invoke(KEY, (entry, arguments) -> entry.getValue());
        case REPLACE_IF_OTHER -> cache.replace(KEY, "other", NEW);
        case REMOVE_IF_OTHER -> cache.remove(KEY, "other");
      }
    }
  }

  /** Operations on an entry that are neither update nor access. */
  private enum Neither {
    CONTAINS,
    PUT_IF_ABSENT,
    HAS_NEXT,
    INVOKE,
    LOAD_ALL;

    void on(Cache<String, String> cache) {
      switch (this) {
        case CONTAINS -> cache.containsKey(KEY);
        case PUT_IF_ABSENT -> cache.putIfAbsent(KEY, NEW);
        case HAS_NEXT -> assertThat(cache.iterator().hasNext()).isTrue();
        case INVOKE -> cache.<Boolean>invoke(KEY, (entry, arguments) -> entry.exists());
        case LOAD_ALL -> cache.loadAll(Set.of(KEY), true, null);
      }
    }
  }

  private Cache<String, String> open(Policy policy) {
    Cache<String, String> cache = caches.open(policy.name(), expiring(texts(), policy.make()));
    cache.put(KEY, OLD);
    return cache;
  }

  /** Ends an entry's life to the nanosecond: there until the tick, and gone with it. */
  private void assertLivesFor(Cache<String, String> cache, Duration left) {
    caches.clock().advance(left.minus(TICK));
    assertThat(cache.containsKey(KEY)).as("a nanosecond before its time").isTrue();
    caches.clock().advance(TICK);
    assertThat(cache.containsKey(KEY)).as("at its time").isFalse();
    assertThat(cache.get(KEY)).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void entry_untouched_livesAsLongAsItsPolicySays(Policy policy) {
    assertLivesFor(open(policy), LIFE);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = ".*REMOVE.*")
  void update_ofAnEntry_extendsItsLifeIfThePolicySaysSo(Mutation update) {
    for (Policy policy : Policy.values()) {
      Cache<String, String> cache = open(policy);
      caches.clock().advance(Duration.ofMinutes(9));

      update.on(cache);

      assertLivesFor(cache, policy.extendedByUpdate ? LIFE : Duration.ofMinutes(1));
    }
  }

  @ParameterizedTest
  @EnumSource
  void access_toAnEntry_extendsItsLifeIfThePolicySaysSo(Access access) {
    for (Policy policy : Policy.values()) {
      Cache<String, String> cache = open(policy);
      caches.clock().advance(Duration.ofMinutes(9));

      access.on(cache);

      assertLivesFor(cache, policy.extendedByAccess ? LIFE : Duration.ofMinutes(1));
    }
  }

  @ParameterizedTest
  @EnumSource
  void otherOperation_onAnEntry_leavesItsLifeAlone(Neither operation) {
    for (Policy policy : Policy.values()) {
      Cache<String, String> cache = open(policy);
      caches.clock().advance(Duration.ofMinutes(9));

      operation.on(cache);

      assertLivesFor(cache, Duration.ofMinutes(1));
    }
  }

  @ParameterizedTest
  @EnumSource
  void entry_writtenAfterItsTime_isCreatedAnew(Policy policy) {
    Cache<String, String> cache = open(policy);
    caches.clock().advance(LIFE);

    assertThat(cache.putIfAbsent(KEY, "2")).isTrue();

    assertThat(cache.get(KEY)).isEqualTo("2");
    assertLivesFor(cache, LIFE);
  }

  @Test
  void eternalEntries_inAnyOperation_readNoClock() {
    EntresolCachingProvider provider =
        new EntresolCachingProvider(
            () -> {
              throw new AssertionError("the clock was read");
            });
    try (provider) {
      Cache<String, String> cache =
          provider
              .getCacheManager()
              .createCache("eternal", expiring(texts(), new EternalExpiryPolicy()));
      cache.put(KEY, OLD);
      for (Access access : Access.values()) {
        access.on(cache);
      }
      for (Mutation mutation : Mutation.values()) {
        cache.put(KEY, OLD);
        mutation.on(cache);
        assertThat(cache.get(KEY)).isEqualTo(mutation.outcome());
      }
    }
  }
}
