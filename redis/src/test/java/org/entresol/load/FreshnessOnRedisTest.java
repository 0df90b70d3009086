package org.entresol.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.cache.Cache;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.integration.CacheLoaderException;
import org.entresol.EntresolConfiguration;
import org.entresol.LoadSettings;
import org.entresol.Stack;
import org.entresol.Timed;
import org.entresol.TimedLoader;
import org.entresol.jcache.Crew;
import org.entresol.jcache.Gate;
import org.entresol.jcache.RedisNodes;
import org.entresol.testing.RedisServers;
import org.entresol.testing.RespClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Early refreshes, stale values and absences that nodes share, in real and short times. */
@Tag("server")
class FreshnessOnRedisTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration HOUR = Duration.ofHours(1);

  @RegisterExtension private final RedisNodes nodes = new RedisNodes();

  private final RespClient resp = RedisServers.shared().connect();
  private final Origin origin = new Origin();
  private final Gate gate = Gate.unarmed();

  @AfterEach
  void letGo() {
    gate.open();
    resp.close();
  }

  private Cache<String, String> open(
      String node, Stack stack, Duration life, UnaryOperator<LoadSettings> load) {
    javax.cache.expiry.Duration length =
        new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, life.toMillis());
    return nodes
        .node(node)
        .createCache(
            "c",
            EntresolConfiguration.builder(String.class, String.class)
                .stack(stack)
                .partitions(1)
                .loader(() -> origin)
                .readThrough(true)
                .expiry(new CreatedExpiryPolicy(length))
                .load(load)
                .build());
  }

  private void holdUpTheNextLoad() {
    gate.arm();
    origin.before(gate::pass);
  }

  private static void awaitEnd(Cache<String, String> cache, String key) {
    Crew.until(() -> !cache.containsKey(key));
  }

  private long pttl(String key) {
    return resp.number("PTTL", nodes.namespace() + ":{c:0}:e:s:" + key);
  }

  private static LoadSettings revalidating(LoadSettings load) {
    return load.staleWhileRevalidate(HOUR);
  }

  // ---- early

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void entry_ofALongLoadElsewhere_isRefreshedEarlyByANodeThatNeverLoadedIt(Stack stack) {
    Duration life = Duration.ofMinutes(1);
    Cache<String, String> one = open("one", stack, life, load -> load.refreshAhead(1));
    Cache<String, String> two = open("two", stack, life, load -> load.refreshAhead(100));
    origin.before(FreshnessOnRedisTest::takeYourTime);
    assertThat(one.get("k")).isEqualTo("k1");
    origin.before(() -> {});

    // Of a load of 0.4 s and beta 100 one read of five or so is 60 s early; of a short load, none.
    Crew.until(() -> two.get("k").equals("k2"));

    one.get("quick");
    for (int i = 0; i < 50; i++) {
      assertThat(two.get("quick")).isEqualTo("quick1");
    }
  }

  private static void takeYourTime() {
    try {
      assertThat(new CountDownLatch(1).await(400, TimeUnit.MILLISECONDS)).isFalse();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void put_onAnotherNodeDuringARefresh_wins(Stack stack) {
    Cache<String, String> one = open("one", stack, SHORT, FreshnessOnRedisTest::revalidating);
    Cache<String, String> two = open("two", stack, HOUR, load -> load);
    one.get("k");
    awaitEnd(one, "k");
    holdUpTheNextLoad();
    assertThat(one.get("k")).isEqualTo("k1");
    gate.awaitVisitor();

    two.put("k", "put");
    gate.open();

    Crew.until(() -> "put".equals(one.get("k")));
    assertThat(origin.loads("k")).isEqualTo(2);
  }

  // ---- stale

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void staleEntry_readOnTwoNodes_isServedAtOnceAndLoadedOnce(Stack stack) {
    Cache<String, String> one = open("one", stack, SHORT, FreshnessOnRedisTest::revalidating);
    Cache<String, String> two = open("two", stack, SHORT, FreshnessOnRedisTest::revalidating);
    assertThat(one.get("k")).isEqualTo("k1");
    awaitEnd(one, "k");
    awaitEnd(two, "k");
    holdUpTheNextLoad();

    assertThat(one.get("k")).isEqualTo("k1");
    gate.awaitVisitor();
    for (int i = 0; i < 20; i++) {
      assertThat(two.get("k")).isEqualTo("k1");
      assertThat(two.getAll(Set.of("k"))).containsEntry("k", "k1");
    }
    assertThat(origin.loads("k")).as("loads of both nodes").isEqualTo(2);
    gate.open();

    Crew.until(() -> !"k1".equals(one.get("k")));
    Crew.until(() -> !"k1".equals(two.get("k")));
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void staleEntry_toAllButReads_isExpired(Stack stack) {
    Cache<String, String> cache = open("one", stack, SHORT, FreshnessOnRedisTest::revalidating);
    cache.get("k");
    awaitEnd(cache, "k");

    assertThat(cache.iterator().hasNext()).isFalse();
    assertThat(cache.replace("k", "new")).isFalse();
    assertThat(cache.replace("k", "k1", "new")).isFalse();
    assertThat(cache.getAndReplace("k", "new")).isNull();
    assertThat(cache.remove("k", "k1")).isFalse();
    assertThat(cache.<Boolean>invoke("k", (entry, arguments) -> entry.exists())).isFalse();
    assertThat(origin.loads("k")).isEqualTo(1);
    holdUpTheNextLoad();
    assertThat(cache.get("k")).as("all of that left it").isEqualTo("k1");
    assertThat(cache.getAndPut("k", "new")).isNull();
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void staleEntry_thatIsTakenAway_isServedOnNoNode(Stack stack) {
    Cache<String, String> one = open("one", stack, SHORT, FreshnessOnRedisTest::revalidating);
    Cache<String, String> two = open("two", stack, SHORT, FreshnessOnRedisTest::revalidating);

    assertTakenAway(one, two, "a", cache -> cache.remove("a"));
    assertTakenAway(one, two, "b", cache -> cache.removeAll(Set.of("b")));
    assertTakenAway(one, two, "c", Cache::removeAll);
    assertTakenAway(one, two, "d", Cache::clear);
    assertTakenAway(one, two, "e", cache -> cache.getAndRemove("e"));
  }

  private static void assertTakenAway(
      Cache<String, String> one,
      Cache<String, String> two,
      String key,
      Consumer<Cache<String, String>> change) {
    one.get(key);
    two.get(key);
    awaitEnd(one, key);
    awaitEnd(two, key);

    change.accept(one);

    assertThat(two.get(key)).isEqualTo(key + 2);
    assertThat(one.get(key)).isEqualTo(key + 2);
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void failingSource_onAnyNode_isCoveredByTheStaleValue(Stack stack) {
    UnaryOperator<LoadSettings> keeping =
        load -> load.staleIfError(HOUR).staleWhileRevalidate(Duration.ofMillis(1));
    Cache<String, String> one = open("one", stack, SHORT, keeping);
    one.get("k");
    awaitEnd(one, "k");
    origin.down(true);

    assertThat(one.get("k")).isEqualTo("k1");
    Cache<String, String> two = open("two", stack, SHORT, keeping);
    assertThat(two.get("k")).as("on a node that is new").isEqualTo("k1");
    assertThat(two.getAll(Set.of("k"))).containsEntry("k", "k1");
    assertThatThrownBy(() -> one.get("other")).isInstanceOf(CacheLoaderException.class);

    assertThat(pttl("k")).isBetween(HOUR.toMillis() - 60_000, HOUR.toMillis());
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void entry_inRedis_staysForTheLongestGraceBeyondItsEnd(Stack stack) {
    Cache<String, String> cache =
        open(
            "one",
            stack,
            HOUR,
            load -> load.staleIfError(HOUR).staleWhileRevalidate(HOUR.multipliedBy(2)));
    long longest = HOUR.multipliedBy(3).toMillis();
    cache.put("put", "value");
    cache.putAll(Map.of("all", "value"));
    cache.get("loaded");
    cache.invoke(
        "invoked",
        (entry, arguments) -> {
          entry.setValue("value");
          return true;
        });

    for (String key : Set.of("put", "all", "loaded", "invoked")) {
      assertThat(pttl(key)).as(key).isBetween(longest - 60_000, longest);
    }
  }

  // ---- timeouts

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void hardTimeout_ofASlowLoad_leavesItsResultUnlessTheKeyWasChanged(Stack stack) {
    Cache<String, String> one = open("one", stack, HOUR, load -> load.hardTimeout(SHORT));
    Cache<String, String> two = open("two", stack, HOUR, load -> load.hardTimeout(SHORT));
    holdUpTheNextLoad();
    Set<String> keys = Set.of("kept", "changed");
    assertThatThrownBy(() -> one.getAll(keys)).isInstanceOf(CacheLoaderException.class);
    gate.awaitVisitor();

    two.put("changed", "put");
    gate.open();

    Crew.until(() -> two.containsKey("kept"));
    assertThat(two.getAll(keys)).isEqualTo(Map.of("kept", "kept1", "changed", "put"));
    assertThat(one.getAll(keys)).isEqualTo(Map.of("kept", "kept1", "changed", "put"));
    Crew.until(() -> nodes.keys(resp).stream().noneMatch(key -> key.contains("}:l:")));
  }

  // ---- absent, and own times to live

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void absence_knownToOneNode_isKnownToAll(Stack stack) {
    UnaryOperator<LoadSettings> remembering = load -> load.absent(HOUR).staleIfError(HOUR);
    Cache<String, String> one = open("one", stack, HOUR, remembering);
    Cache<String, String> two = open("two", stack, HOUR, remembering);
    origin.withdraw("k");
    assertThat(one.get("k")).isNull();
    origin.restore("k");

    assertThat(two.get("k")).isNull();
    assertThat(two.getAll(Set.of("k"))).isEmpty();
    assertThat(two.containsKey("k")).isFalse();
    assertThat(two.iterator().hasNext()).isFalse();
    assertThat(two.replace("k", "new")).isFalse();
    assertThat(two.getAndRemove("other")).isNull();
    assertThat(origin.loads("k")).isEqualTo(1);
    assertThat(pttl("k")).as("no grace").isBetween(1L, HOUR.toMillis());

    assertThat(one.putIfAbsent("k", "put")).isTrue();
    Crew.until(() -> "put".equals(two.get("k")));
    assertThat(two.remove("k")).isTrue();
    Crew.until(() -> "k2".equals(one.get("k")));
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void absence_afterItsTime_isAskedForAnew(Stack stack) {
    Cache<String, String> cache = open("one", stack, HOUR, load -> load.absent(SHORT));
    origin.withdraw("k");
    assertThat(cache.get("k")).isNull();
    origin.restore("k");

    Crew.until(() -> "k2".equals(cache.get("k")));
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void absence_thatAnotherNodeLoadsOver_isBelievedNoLonger(Stack stack) {
    Cache<String, String> one = open("one", stack, HOUR, load -> load.absent(HOUR));
    Cache<String, String> two = open("two", stack, HOUR, load -> load.absent(HOUR));
    origin.withdraw("k");
    assertThat(one.get("k")).isNull();
    assertThat(two.get("k")).isNull();
    origin.restore("k");

    one.loadAll(Set.of("k"), true, null);

    Crew.until(() -> "k2".equals(two.get("k")));
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void removedAbsence_onAnotherNode_isAskedForAnew(Stack stack) {
    Cache<String, String> one = open("one", stack, HOUR, load -> load.absent(HOUR));
    Cache<String, String> two = open("two", stack, HOUR, load -> load.absent(HOUR));
    origin.withdraw("k");
    assertThat(one.get("k")).isNull();
    assertThat(two.get("k")).isNull();
    origin.restore("k");

    assertThat(one.remove("k")).isFalse();

    Crew.until(() -> "k2".equals(two.get("k")));
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void ownTimeToLive_inAnEternalCache_isTheServersToo(Stack stack) {
    TimedLoader<String, String> loader =
        key -> key.equals("short") ? Timed.of("v", SHORT) : Timed.of("v");
    Cache<String, String> cache =
        nodes.open(
            "c",
            RedisNodes.texts(stack).partitions(1).loader(() -> loader).readThrough(true).build());

    assertThat(cache.getAll(Set.of("short", "long"))).hasSize(2);

    assertThat(pttl("short")).isBetween(1L, SHORT.toMillis());
    assertThat(pttl("long")).isEqualTo(-1);
    awaitEnd(cache, "short");
    assertThat(cache.containsKey("long")).isTrue();
    assertThat(cache.get("short")).as("loaded again").isEqualTo("v");
  }

  // ---- all at once

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void getAll_ofStaleAbsentAndMissingKeys_givesEachItsOwn(Stack stack) {
    Cache<String, String> cache =
        open("one", stack, SHORT, load -> revalidating(load).absent(HOUR));
    origin.withdraw("none");
    cache.getAll(Set.of("stale", "none"));
    awaitEnd(cache, "stale");
    origin.restore("none");

    assertThat(cache.getAll(Set.of("stale", "none", "missing")))
        .isEqualTo(Map.of("stale", "stale1", "missing", "missing1"));

    Crew.until(() -> !"stale1".equals(cache.get("stale")));
    assertThat(origin.loads("none")).isEqualTo(1);
  }
}
