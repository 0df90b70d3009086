package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.EventType;
import javax.cache.management.CacheStatisticsMXBean;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.EventScope;
import org.entresol.Stack;
import org.entresol.TestStacks;
import org.entresol.WriteMode;
import org.entresol.jcache.Crew.Task;
import org.entresol.testing.RedisServers;
import org.entresol.testing.RespClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Invalidation: the entry goes, for all nodes, and nobody takes that for a change of the source.
 */
@Tag("server")
class InvalidateTest {
  @RegisterExtension private final RedisNodes nodes = new RedisNodes();

  private final MapWriter<String, String> writer = new MapWriter<>();
  private final Map<Object, String> source = writer.source();
  private final Ear<String, String> ear = new Ear<>();
  private final Gate gate = Gate.unarmed();

  @AfterEach
  void letGo() {
    gate.open();
  }

  private EntresolConfiguration.Builder<String, String> loaded(Stack stack) {
    return RedisNodes.texts(stack)
        .loader(
            () ->
                new FunctionLoader<>(
                    key -> {
                      String value = source.get(key);
                      gate.pass();
                      return value;
                    }))
        .readThrough(true);
  }

  private EntresolConfiguration.Builder<String, String> written(Stack stack) {
    return loaded(stack)
        .writer(() -> writer)
        .writeThrough(true)
        .statistics(true)
        .listener(
            new MutableCacheEntryListenerConfiguration<>(
                new SingletonFactory<>(ear), null, true, true));
  }

  private EntresolCache<String, String> open(
      String node, EntresolConfiguration.Builder<String, String> builder) {
    return (EntresolCache<String, String>) nodes.node(node).createCache("c", builder.build());
  }

  private EntresolCache<String, String> open(EntresolConfiguration.Builder<String, String> of) {
    return open("one", of);
  }

  /** Lets Redis lose an entry, as it does when its memory is full. */
  private void evict(String key) {
    try (RespClient resp = RedisServers.shared().connect()) {
      List<String> names = resp.texts("KEYS", nodes.namespace() + ":{c:*}:e:s:" + key);
      assertThat(names).hasSize(1);
      resp.command("DEL", names.get(0));
    }
  }

  private static CacheStatisticsMXBean statistics() throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName query = new ObjectName("javax.cache:type=CacheStatistics,Cache=c,*");
    return JMX.newMXBeanProxy(
        server, server.queryNames(query, null).iterator().next(), CacheStatisticsMXBean.class);
  }

  @ParameterizedTest
  @TestStacks.Each
  void invalidate_present_isGoneAndAskedForAnew(Stack stack) {
    EntresolCache<String, String> cache = open(loaded(stack));
    source.put("a", "old");
    assertThat(cache.get("a")).isEqualTo("old");
    source.put("a", "new");

    cache.invalidate("a");

    assertThat(cache.containsKey("a")).isFalse();
    assertThat(cache.get("a")).isEqualTo("new");
  }

  @ParameterizedTest
  @TestStacks.Each
  void invalidate_withWriterListenerAndStatistics_noneOfThemHears(Stack stack) throws Exception {
    EntresolCache<String, String> cache = open(written(stack));
    cache.put("a", "1");
    cache.put("b", "1");

    cache.invalidate("a");
    cache.invalidateAll(Set.of("a", "b", "absent"));

    assertThat(source).isEqualTo(Map.of("a", "1", "b", "1"));
    assertThat(ear.types()).containsExactly(EventType.CREATED, EventType.CREATED);
    CacheStatisticsMXBean statistics = statistics();
    assertThat(statistics.getCacheRemovals()).isZero();
    assertThat(statistics.getCacheGets()).isZero();
    assertThat(statistics.getCacheEvictions()).isZero();
    assertThat(cache.containsKey("a")).isFalse();
    assertThat(cache.containsKey("b")).isFalse();
  }

  @ParameterizedTest
  @TestStacks.Each
  void invalidate_duringLoad_whatWasReadBeforeIsNotStored(Stack stack) {
    EntresolCache<String, String> cache = open(loaded(stack));
    source.put("a", "old");
    gate.arm();
    Task<String> reader = Crew.start(() -> cache.get("a"));
    gate.awaitVisitor();
    source.put("a", "new");

    cache.invalidate("a");
    gate.open();

    assertThat(reader.result()).isIn("old", "new");
    assertThat(cache.get("a")).isEqualTo("new");
  }

  @ParameterizedTest
  @TestStacks.Each
  void invalidate_writtenBehind_keepsThePendingWrite(Stack stack) {
    EntresolCache<String, String> cache =
        open(
            written(stack)
                .write(it -> it.mode(WriteMode.BEHIND).delay(java.time.Duration.ofHours(1))));
    cache.put("a", "pending");

    cache.invalidate("a");

    assertThat(cache.containsKey("a")).isFalse();
    assertThat(cache.get("a")).isEqualTo("pending");
    assertThat(source).isEmpty();
    cache.flush();
    assertThat(source).containsEntry("a", "pending");
  }

  @ParameterizedTest
  @TestStacks.Each
  void invalidate_keyHeldByAProcessor_comesAfterIt(Stack stack) {
    EntresolCache<String, String> cache = open(RedisNodes.texts(stack));
    gate.arm();
    Task<Integer> processor =
        Crew.start(
            () ->
                cache.invoke(
                    "a",
                    (entry, arguments) -> {
                      entry.setValue("processed");
                      gate.pass();
                      return 1;
                    }));
    gate.awaitVisitor();
    Task<Boolean> invalidation = Crew.run(() -> cache.invalidate("a"));
    if (stack == Stack.HEAP) {
      invalidation.awaitBlocked();
    }
    gate.open();

    assertThat(processor.result()).isEqualTo(1);
    assertThat(invalidation.result()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void invalidate_nearOnAnotherNode_goesThereTooEvenIfRedisHasEvictedIt(boolean evicted) {
    EntresolCache<String, String> one = open("one", RedisNodes.texts(Stack.HEAP_REDIS));
    EntresolCache<String, String> two = open("two", RedisNodes.texts(Stack.HEAP_REDIS));
    one.put("a", "1");
    assertThat(two.get("a")).isEqualTo("1");
    if (evicted) {
      evict("a");
    }

    one.invalidate("a");

    Crew.until(() -> two.get("a") == null);
    assertThat(one.get("a")).isNull();
  }

  @Test
  void remove_nearOnAnotherNodeAndEvictedInRedis_goesThereToo() {
    EntresolCache<String, String> one = open("one", RedisNodes.texts(Stack.HEAP_REDIS));
    EntresolCache<String, String> two = open("two", RedisNodes.texts(Stack.HEAP_REDIS));
    one.put("a", "1");
    assertThat(two.get("a")).isEqualTo("1");
    evict("a");

    one.remove("a");

    Crew.until(() -> two.get("a") == null);
  }

  @Test
  void invalidate_clusterEvents_listenersOfOtherNodesHearNothing() {
    Cache<String, String> one =
        open("one", RedisNodes.texts(Stack.HEAP_REDIS).events(EventScope.CLUSTER));
    open(
        "two",
        RedisNodes.texts(Stack.HEAP_REDIS)
            .events(EventScope.CLUSTER)
            .listener(
                new MutableCacheEntryListenerConfiguration<>(
                    new SingletonFactory<>(ear), null, true, true)));
    one.put("a", "1");

    ((EntresolCache<String, String>) one).invalidate("a");
    one.put("a", "2");

    Crew.until(() -> ear.heard().size() == 2);
    assertThat(ear.types()).containsExactly(EventType.CREATED, EventType.CREATED);
  }

  @Test
  void invalidateNear_oneKey_asksTheAuthorityForThatOneOnly() {
    EntresolCache<String, String> cache = open(RedisNodes.texts(Stack.HEAP_REDIS));
    cache.put("a", "1");
    cache.put("b", "1");
    evict("a");
    evict("b");

    cache.invalidateNear("a");

    assertThat(cache.get("a")).isNull();
    assertThat(cache.get("b")).isEqualTo("1");
  }

  @ParameterizedTest
  @EnumSource(names = {"HEAP", "REDIS"})
  void invalidateNear_noNearCache_doesNothing(Stack stack) {
    EntresolCache<String, String> cache = open(RedisNodes.texts(stack));
    cache.put("a", "1");

    cache.invalidateNear("a");

    assertThat(cache.get("a")).isEqualTo("1");
  }

  @Test
  void invalidate_closedCache_isRefused() {
    EntresolCache<String, String> cache = open(RedisNodes.texts(Stack.HEAP));
    cache.close();

    assertThatThrownBy(() -> cache.invalidate("a")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> cache.invalidateAll(Set.of("a")))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> cache.invalidateNear("a")).isInstanceOf(IllegalStateException.class);
  }
}
