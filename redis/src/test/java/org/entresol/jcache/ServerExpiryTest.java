package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import org.awaitility.Awaitility;
import org.entresol.EntresolConfiguration;
import org.entresol.LimitedExpiryPolicy;
import org.entresol.Stack;
import org.entresol.testing.RedisServer;
import org.entresol.testing.RespClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Entries whose time is the server's, on a server of this test's own. */
@Tag("server")
class ServerExpiryTest {
  private static final int MANY = 20_000;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final RedisServer server = RedisServer.start();
  private final RespClient resp = server.connect();

  @RegisterExtension private final RedisNodes nodes = new RedisNodes(server.address());

  @AfterEach
  void stop() {
    nodes.close();
    resp.close();
    server.close();
  }

  private static EntresolConfiguration<String, String> expiring(Stack stack, ExpiryPolicy policy) {
    return RedisNodes.texts(stack).expiry(policy).partitions(1).build();
  }

  private static javax.cache.expiry.Duration lasting(Duration span) {
    return new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, span.toMillis());
  }

  private void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(20)).until(condition);
  }

  private String entry(String key) {
    return nodes.namespace() + ":{c:0}:e:s:" + key;
  }

  private long pttl(String key) {
    return resp.number("PTTL", entry(key));
  }

  // ---- memory

  @Test
  void entries_withNobodyAlive_leaveTheServersMemory() {
    ExpiryPolicy policy = new CreatedExpiryPolicy(lasting(Duration.ofMillis(500)));
    Cache<String, String> cache = nodes.open("c", expiring(Stack.HEAP_REDIS, policy));
    Map<String, String> entries = new HashMap<>();
    IntStream.range(0, MANY).forEach(i -> entries.put("key" + i, "value"));
    cache.putAll(entries);
    nodes.close();
    // The sequence and the record stay.
    await(() -> resp.number("DBSIZE") == 2);
    assertThat(Long.parseLong(info("expired_keys"))).isEqualTo(MANY);
  }

  private String info(String field) {
    return resp.text("INFO")
        .lines()
        .filter(line -> line.startsWith(field + ":"))
        .map(line -> line.substring(field.length() + 1))
        .findAny()
        .orElse("");
  }

  // ---- policies

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void created_limited_isGoneWhenTheServerSaysSo(Stack stack) {
    ExpiryPolicy policy = new CreatedExpiryPolicy(lasting(Duration.ofMillis(400)));
    Cache<String, String> cache = nodes.open("c", expiring(stack, policy));
    cache.put("a", "old");
    assertThat(pttl("a")).isBetween(1L, 400L);
    await(() -> cache.get("a") == null);
    assertThat(cache.containsKey("a")).isFalse();
    assertThat(cache.putIfAbsent("a", "new")).isTrue();
    assertThat(cache.iterator().next().getValue()).isEqualTo("new");
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void created_updated_keepsItsInstant(Stack stack) {
    ExpiryPolicy policy = new CreatedExpiryPolicy(lasting(Duration.ofHours(1)));
    Cache<String, String> cache = nodes.open("c", expiring(stack, policy));
    cache.put("a", "old");
    resp.command("PEXPIRE", entry("a"), "20000000");
    cache.put("a", "new");
    assertThat(pttl("a")).isBetween(3_500_000L, 3_600_000L);
    assertThat(cache.get("a")).isEqualTo("new");
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void limited_used_isNotMovedPastTheTimeToLive(Stack stack) {
    ExpiryPolicy policy =
        LimitedExpiryPolicy.created(lasting(Duration.ofSeconds(5)), lasting(Duration.ofSeconds(4)));
    Cache<String, String> one = nodes.open("c", expiring(stack, policy));
    Cache<String, String> two = nodes.node("two").createCache("c", expiring(stack, policy));
    one.put("a", "old");
    await(() -> pttl("a") < 3_000);
    assertThat(two.get("a")).isEqualTo("old");
    await(() -> pttl("a") > 3_000);

    two.put("a", "new");
    // It is in use all the time, and ends all the same.
    await(
        () -> {
          assertThat(one.get("a")).isEqualTo("new");
          assertThat(one.replace("a", "other", "x")).isFalse();
          assertThat(two.replace("a", "other", "x")).isFalse();
          return pttl("a") < 1_000;
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void modified_updated_startsAnew(Stack stack) {
    ExpiryPolicy policy = new ModifiedExpiryPolicy(lasting(Duration.ofSeconds(2)));
    Cache<String, String> cache = nodes.open("c", expiring(stack, policy));
    cache.put("a", "old");
    await(() -> pttl("a") < 1500);
    cache.put("a", "new");
    assertThat(pttl("a")).isGreaterThan(1500);
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void accessed_read_movesTheServersInstantToo(Stack stack) {
    ExpiryPolicy policy = new AccessedExpiryPolicy(lasting(Duration.ofSeconds(4)));
    Cache<String, String> cache = nodes.open("c", expiring(stack, policy));
    cache.put("a", "old");
    await(() -> pttl("a") < 3000);
    assertThat(cache.get("a")).isEqualTo("old");
    await(() -> pttl("a") > 3000);
  }

  @Test
  void accessed_readSteadilyOnOneNode_livesForAll() {
    ExpiryPolicy policy = new AccessedExpiryPolicy(lasting(Duration.ofMillis(1500)));
    EntresolConfiguration<String, String> configuration = expiring(Stack.HEAP_REDIS, policy);
    Cache<String, String> reader = nodes.node("reader").createCache("c", configuration);
    Cache<String, String> other = nodes.node("other").createCache("c", configuration);
    reader.put("a", "old");
    long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
    await(
        () -> {
          assertThat(reader.get("a")).isEqualTo("old");
          return System.nanoTime() > end;
        });
    assertThat(other.get("a")).isEqualTo("old");
    await(() -> resp.number("EXISTS", entry("a")) == 0);
    assertThat(reader.get("a")).isNull();
    assertThat(other.get("a")).isNull();
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void accessed_shortLife_movesBeforeTheReadReturns(Stack stack) {
    ExpiryPolicy policy = new AccessedExpiryPolicy(lasting(Duration.ofMillis(900)));
    Cache<String, String> cache = nodes.open("c", expiring(stack, policy));
    cache.put("a", "old");
    await(() -> pttl("a") < 600);
    if (cache.get("a") != null) {
      assertThat(pttl("a")).isGreaterThan(600);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void created_zero_isNotStored(Stack stack) {
    ExpiryPolicy policy = new CreatedExpiryPolicy(javax.cache.expiry.Duration.ZERO);
    Cache<String, String> cache = nodes.open("c", expiring(stack, policy));
    cache.put("a", "old");
    assertThat(cache.putIfAbsent("b", "old")).isTrue();
    assertThat(cache.getAndPut("a", "new")).isNull();
    assertThat(cache.get("a")).isNull();
    assertThat(cache.iterator().hasNext()).isFalse();
    assertThat(resp.texts("KEYS", "*}:e:*")).isEmpty();
  }

  // ---- a bounded server

  @Test
  void fullServer_evictsEntryByEntryAndTheNearCacheStaysRight() {
    Cache<String, String> one =
        nodes.node("one").createCache("c", RedisNodes.texts(Stack.HEAP_REDIS).build());
    Cache<String, String> two =
        nodes.node("two").createCache("c", RedisNodes.texts(Stack.HEAP_REDIS).build());
    resp.command("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
    long used = Long.parseLong(info("used_memory"));
    resp.command("CONFIG", "SET", "maxmemory", "" + (used + 3_000_000));
    String filling = "x".repeat(1000);
    Map<String, String> last = new HashMap<>();
    for (int i = 0; i < 10_000; i++) {
      String key = "key" + (i % 5000);
      last.put(key, i + filling);
      (i % 2 == 0 ? one : two).put(key, i + filling);
    }
    assertThat(Long.parseLong(info("evicted_keys"))).isPositive();
    for (Cache<String, String> cache : List.of(one, two)) {
      await(() -> last.keySet().stream().allMatch(key -> isRightOrGone(cache, key, last)));
      long hits = last.keySet().stream().filter(key -> cache.get(key) != null).count();
      assertThat(hits).isPositive();
    }
    one.put("key1", "right");
    await(() -> "right".equals(two.get("key1")));
  }

  private static boolean isRightOrGone(
      Cache<String, String> cache, String key, Map<String, String> last) {
    String value = cache.get(key);
    return value == null || value.equals(last.get(key));
  }
}
