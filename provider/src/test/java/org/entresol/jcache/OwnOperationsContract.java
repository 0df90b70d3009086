package org.entresol.jcache;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.PutOptions;
import org.entresol.Timed;
import org.entresol.TimedLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What puts with options do, on whatever stack; and what suites like this need. */
public abstract class OwnOperationsContract {

  private static final Duration SHORT = Duration.ofMillis(40);
  private static final Duration LONG = Duration.ofHours(1);

  final MapWriter<String, String> writer = new MapWriter<>();
  final Map<Object, String> source = writer.source();
  final Ear<String, String> ear = new Ear<>();
  final Gate gate = Gate.unarmed();
  final Map<Object, Integer> loads = new ConcurrentHashMap<>();

  @AfterEach
  final void letGo() {
    gate.open();
  }

  /** A configuration of a stack, of which nothing else is said. */
  protected abstract <K, V> EntresolConfiguration.Builder<K, V> types(Class<K> key, Class<V> value);

  /** The manager of a node, the same for the same name; all share what can be shared. */
  protected abstract CacheManager node(String name);

  /** Lets time pass where that does not pass by itself. */
  protected void pass(Duration time) {}

  final EntresolConfiguration.Builder<String, String> texts() {
    return types(String.class, String.class);
  }

  final <K, V> EntresolCache<K, V> open(EntresolConfiguration.Builder<K, V> builder) {
    return open("one", builder);
  }

  final <K, V> EntresolCache<K, V> open(String node, EntresolConfiguration.Builder<K, V> builder) {
    Cache<K, V> cache = node(node).createCache("c", builder.build());
    return (EntresolCache<K, V>) cache;
  }

  /** The same cache, which reads through a loader that the gate can stop. */
  final EntresolConfiguration.Builder<String, String> loaded(
      EntresolConfiguration.Builder<String, String> builder) {
    return builder
        .loader(
            () ->
                new FunctionLoader<>(
                    key -> {
                      loads.merge(key, 1, Integer::sum);
                      String value = source.get(key);
                      gate.pass();
                      return value;
                    }))
        .readThrough(true);
  }

  private EntresolCache<String, String> expiring(ExpiryPolicy policy) {
    return open(texts().expiry(() -> policy));
  }

  private static javax.cache.expiry.Duration of(Duration length) {
    return new javax.cache.expiry.Duration(MILLISECONDS, length.toMillis());
  }

  private void awaitGone(Cache<String, String> cache, String key) {
    pass(SHORT);
    await().until(() -> !cache.containsKey(key));
  }

  @Test
  void put_ownTimeToLiveShorterThanThePolicys_endsEarlier() {
    EntresolCache<String, String> cache = expiring(new CreatedExpiryPolicy(of(LONG)));
    cache.put("a", "x", PutOptions.timeToLive(SHORT));
    cache.put("b", "x");

    awaitGone(cache, "a");

    assertThat(cache.get("a")).isNull();
    assertThat(cache.get("b")).isEqualTo("x");
  }

  @Test
  void put_ownTimeToLiveLongerThanThePolicys_endsLater() {
    EntresolCache<String, String> cache = expiring(new CreatedExpiryPolicy(of(SHORT)));
    cache.put("a", "x", PutOptions.timeToLive(LONG));
    cache.put("b", "x");

    awaitGone(cache, "b");

    assertThat(cache.get("a")).isEqualTo("x");
  }

  @Test
  void put_ownTimeToLiveOverAnEntry_countsToo() {
    EntresolCache<String, String> cache = expiring(new CreatedExpiryPolicy(of(LONG)));
    cache.put("a", "x");
    // Its time may be over before it is read, where the machine stalls.
    await()
        .until(
            () -> {
              cache.put("a", "y", PutOptions.timeToLive(SHORT));
              return "y".equals(cache.getFresh("a"));
            });
    awaitGone(cache, "a");
  }

  @Test
  void put_withoutOptionsOverAnOwnTimeToLive_goesByThePolicy() {
    EntresolCache<String, String> cache = expiring(new AccessedExpiryPolicy(of(SHORT)));
    cache.put("a", "x", PutOptions.timeToLive(LONG));
    assertThat(cache.get("a")).as("an access").isEqualTo("x");
    awaitGone(cache, "a");
  }

  @Test
  void put_ownTimeToLiveAndTags_hasBoth() {
    EntresolCache<String, String> cache =
        open(texts().tagsExplicit(true).expiry(CreatedExpiryPolicy.factoryOf(of(LONG))));
    cache.put("a", "x", PutOptions.tags("red").withTimeToLive(SHORT));
    cache.put("b", "x", PutOptions.tags("red").withTimeToLive(LONG));
    awaitGone(cache, "a");
    assertThat(cache.get("b")).isEqualTo("x");
    cache.invalidateTags("red");
    assertThat(cache.get("b")).isNull();
  }

  @Test
  void put_ownTimeToLiveWhereNothingEverExpires_isRefused() {
    EntresolCache<String, String> cache = open(texts());
    assertThatThrownBy(() -> cache.put("a", "x", PutOptions.timeToLive(LONG)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("put of 'a'")
        .hasMessageContaining("PT1H")
        .hasMessageContaining("36500d");
    assertThat(cache.get("a")).isNull();
  }

  @Test
  void put_ownTimeToLiveWhereOnlyLoadsExpire_counts() {
    TimedLoader<String, String> loader = key -> Timed.of("loaded");
    EntresolCache<String, String> cache = open(texts().loader(() -> loader));
    cache.put("a", "x", PutOptions.timeToLive(SHORT));
    cache.put("b", "x");
    awaitGone(cache, "a");
    assertThat(cache.get("b")).isEqualTo("x");
  }

  /** A policy of the user's that gives no time to anything. */
  private static final class NoTime implements ExpiryPolicy {
    @Override
    public javax.cache.expiry.Duration getExpiryForCreation() {
      return javax.cache.expiry.Duration.ZERO;
    }

    @Override
    public javax.cache.expiry.@Nullable Duration getExpiryForAccess() {
      return null;
    }

    @Override
    public javax.cache.expiry.Duration getExpiryForUpdate() {
      return javax.cache.expiry.Duration.ZERO;
    }
  }

  @Test
  void put_ownTimeToLiveAndPolicyOfTheUsers_isNotAsked() {
    EntresolCache<String, String> cache = expiring(new NoTime());
    cache.put("b", "x");
    cache.put("a", "x", PutOptions.timeToLive(LONG));
    assertThat(cache.get("b")).isNull();
    assertThat(cache.get("a")).isEqualTo("x");
    cache.put("a", "y", PutOptions.timeToLive(LONG));
    assertThat(cache.get("a")).isEqualTo("y");
  }
}
