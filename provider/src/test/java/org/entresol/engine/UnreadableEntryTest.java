package org.entresol.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.awaitility.Awaitility;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.WriteMode;
import org.entresol.fixtures.MemoryLab;
import org.entresol.jcache.Ear;
import org.entresol.jcache.FunctionLoader;
import org.entresol.jcache.MapWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Entries of a class that only another node knows: to the users of this one there are none, and
 * whatever they do with such a key comes to the same as with a key that is absent.
 */
@Tag("unit")
@Timeout(20)
class UnreadableEntryTest {

  /** A class that the other node allows, and this one does not. */
  record Elsewhere(String text) {}

  private static final String KEY = "k";
  private static final java.time.Duration BRIEFLY = java.time.Duration.ofMillis(500);
  private static final Object OTHERS = new Elsewhere("theirs");
  private static final Map<String, Function<Cache<Object, Object>, @Nullable Object>> OPERATIONS =
      operations();

  @RegisterExtension private final MemoryLab lab = new MemoryLab();

  private final MapWriter<Object, Object> writer = new MapWriter<>();
  private final AtomicInteger loads = new AtomicInteger();

  private static Map<String, Function<Cache<Object, Object>, @Nullable Object>> operations() {
    Map<String, Function<Cache<Object, Object>, @Nullable Object>> all = new LinkedHashMap<>();
    all.put("get", cache -> cache.get(KEY));
    all.put("containsKey", cache -> cache.containsKey(KEY));
    all.put("getAll", cache -> cache.getAll(Set.of(KEY, "other")));
    all.put("put", cache -> done(() -> cache.put(KEY, "new")));
    all.put("putAll", cache -> done(() -> cache.putAll(Map.of(KEY, "new", "other", "new"))));
    all.put("getAndPut", cache -> cache.getAndPut(KEY, "new"));
    all.put("putIfAbsent", cache -> cache.putIfAbsent(KEY, "new"));
    all.put("replace", cache -> cache.replace(KEY, "new"));
    all.put("replace of a value", cache -> cache.replace(KEY, "old", "new"));
    all.put("getAndReplace", cache -> cache.getAndReplace(KEY, "new"));
    all.put("remove of a value", cache -> cache.remove(KEY, "old"));
    all.put("getAndRemove", cache -> cache.getAndRemove(KEY));
    all.put("removeAll of keys", cache -> done(() -> cache.removeAll(Set.of(KEY, "other"))));
    all.put("invoke that sets", cache -> cache.invoke(KEY, (e, a) -> done(() -> e.setValue("n"))));
    all.put("invoke that gets", cache -> cache.invoke(KEY, (e, a) -> e.getValue()));
    all.put("invoke that looks", cache -> cache.invoke(KEY, (e, a) -> e.exists()));
    all.put("invoke that removes", cache -> cache.invoke(KEY, (e, a) -> done(e::remove)));
    all.put("iterator", cache -> cache.iterator().hasNext());
    all.put("removeAll", cache -> done(cache::removeAll));
    return all;
  }

  private static Object done(Runnable work) {
    work.run();
    return "done";
  }

  /** What a cache has beside its entries. */
  enum Kind {
    PLAIN,
    CUSTOM_EXPIRY,
    LISTENER,
    WRITE_THROUGH,
    READ_THROUGH,
    READ_AND_WRITE_THROUGH,
    WRITE_BEHIND
  }

  static Stream<Arguments> cases() {
    return Stream.of(Stack.REDIS, Stack.HEAP_REDIS)
        .flatMap(
            stack ->
                Stream.of(Kind.values())
                    .flatMap(
                        kind ->
                            OPERATIONS.keySet().stream()
                                .map(name -> Arguments.of(stack, kind, name))));
  }

  private EntresolConfiguration.Builder<Object, Object> builder(Stack stack) {
    return EntresolConfiguration.builder(Object.class, Object.class).stack(stack);
  }

  private Cache<Object, Object> open(String node, Stack stack, Kind kind) {
    EntresolConfiguration.Builder<Object, Object> builder = builder(stack);
    switch (kind) {
      case PLAIN -> {}
      case CUSTOM_EXPIRY -> builder.expiry(UnreadableEntryTest::policy);
      case LISTENER ->
          builder.listener(
              new MutableCacheEntryListenerConfiguration<>(
                  new SingletonFactory<>(new Ear<>()), null, true, true));
      case WRITE_THROUGH -> builder.writer(() -> writer).writeThrough(true);
      case READ_THROUGH -> builder.loader(this::loader).readThrough(true);
      case READ_AND_WRITE_THROUGH ->
          builder.writer(() -> writer).writeThrough(true).loader(this::loader).readThrough(true);
      case WRITE_BEHIND ->
          builder.writer(() -> writer).writeThrough(true).write(it -> it.mode(WriteMode.BEHIND));
    }
    return lab.manager(node).createCache("c", builder.build());
  }

  /** A policy of the user's own: only such a one is asked each time. */
  private static ExpiryPolicy policy() {
    ExpiryPolicy created = new CreatedExpiryPolicy(new Duration(TimeUnit.HOURS, 1));
    return new ExpiryPolicy() {
      @Override
      public Duration getExpiryForCreation() {
        return created.getExpiryForCreation();
      }

      @Override
      public @Nullable Duration getExpiryForAccess() {
        return null;
      }

      @Override
      public @Nullable Duration getExpiryForUpdate() {
        return null;
      }
    };
  }

  private FunctionLoader<Object, Object> loader() {
    return new FunctionLoader<>(
        key -> {
          loads.incrementAndGet();
          return "loaded";
        });
  }

  private Cache<Object, Object> others(Stack stack) {
    return lab.manager("other")
        .createCache("c", builder(stack).allow(Elsewhere.class.getName()).build());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void operation_entryThatCannotBeRead_comesToTheSameAsOnNone(Stack stack, Kind kind, String name) {
    Function<Cache<Object, Object>, @Nullable Object> operation =
        requireNonNull(OPERATIONS.get(name));
    Cache<Object, Object> cache = open("one", stack, kind);
    Object expected = operation.apply(cache);
    Object expectedAfter = cache.get(KEY);
    Map<Object, Object> expectedSource = new HashMap<>(writer.source());
    cache.clear();
    writer.source().clear();
    others(stack).put(KEY, OTHERS);

    Object result = operation.apply(cache);

    assertThat(result).isEqualTo(expected);
    assertThat(cache.get(KEY)).isEqualTo(expectedAfter);
    assertThat(writer.source()).isEqualTo(expectedSource);
  }

  static Stream<Arguments> operationsByStack() {
    return Stream.of(Stack.REDIS, Stack.HEAP_REDIS)
        .flatMap(stack -> OPERATIONS.keySet().stream().map(name -> Arguments.of(stack, name)));
  }

  @ParameterizedTest
  @MethodSource("operationsByStack")
  void operation_absenceLoadedInPlaceOfAnEntry_comesToTheSameAsOnNone(Stack stack, String name) {
    Function<Cache<Object, Object>, @Nullable Object> operation =
        requireNonNull(OPERATIONS.get(name));
    Cache<Object, Object> cache =
        lab.manager("one")
            .createCache(
                "c",
                builder(stack)
                    .loader(
                        () -> new FunctionLoader<>(key -> loads.incrementAndGet() > 0 ? null : key))
                    .readThrough(true)
                    .load(l -> l.absent(java.time.Duration.ofHours(1)))
                    .build());
    Object expected = operation.apply(cache);
    Object expectedAfter = cache.get(KEY);
    cache.clear();
    Cache<Object, Object> others = others(stack);
    others.put(KEY, OTHERS);
    assertThat(operation.apply(cache)).isEqualTo(expected);
    Object othersAfter = others.get(KEY);
    cache.clear();
    others.put(KEY, OTHERS);
    assertThat(cache.get(KEY)).isNull();
    int loadsBefore = loads.get();
    assertThat(cache.get(KEY)).isNull();
    assertThat(loads).as("the absence is remembered").hasValue(loadsBefore);

    assertThat(operation.apply(cache)).isEqualTo(expected);
    assertThat(others.get(KEY)).isEqualTo(othersAfter);
    assertThat(cache.get(KEY)).isEqualTo(expectedAfter);
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void get_readThroughEntryThatCannotBeRead_loadsOnceAndKeepsIt(Stack stack) {
    Cache<Object, Object> cache = open("one", stack, Kind.READ_THROUGH);
    others(stack).put(KEY, OTHERS);

    assertThat(cache.get(KEY)).isEqualTo("loaded");
    assertThat(cache.get(KEY)).isEqualTo("loaded");

    assertThat(loads).hasValue(1);
    assertThat(cache.containsKey(KEY)).isTrue();
    assertThat(cache.putIfAbsent(KEY, "mine")).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void invalidateNear_valueLoadedInPlaceOfAnEntry_hasItLoadedAnew(Stack stack) {
    EntresolCache<Object, Object> cache =
        (EntresolCache<Object, Object>) open("one", stack, Kind.READ_THROUGH);
    others(stack).put(KEY, OTHERS);
    int expected = 0;
    List<Runnable> drops =
        List.of(
            () -> {},
            () -> cache.invalidateNear(KEY),
            cache::invalidateNear,
            cache::invalidateNearEverywhere);
    for (Runnable drop : drops) {
      drop.run();
      assertThat(cache.get(KEY)).isEqualTo("loaded");
      expected++;
      assertThat(loads).hasValue(expected);
    }
  }

  @Test
  void invalidateNearEverywhere_onAnotherNode_dropsWhatIsLoadedInPlaceOfAnEntryHere() {
    Cache<Object, Object> cache = open("one", Stack.HEAP_REDIS, Kind.READ_THROUGH);
    EntresolCache<Object, Object> others = (EntresolCache<Object, Object>) others(Stack.HEAP_REDIS);
    others.put(KEY, OTHERS);
    cache.get(KEY);

    others.invalidateNearEverywhere();

    assertThat(cache.get(KEY)).isEqualTo("loaded");
    assertThat(loads).hasValue(2);
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void removeAll_keysAndValuesThatCannotBeRead_leavesNothing(Stack stack) {
    Cache<Object, Object> cache = open("one", stack, Kind.PLAIN);
    Cache<Object, Object> others = others(stack);
    others.put(new Elsewhere("key"), "value");
    others.put(KEY, OTHERS);
    cache.put("readable", "value");

    cache.removeAll();

    assertThat(others).isEmpty();
    assertThat(others.get(new Elsewhere("key"))).isNull();
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void statistics_entryThatCannotBeRead_countIt(Stack stack) throws Exception {
    lab.manager("one").createCache("c", builder(stack).statistics(true).build());
    Cache<Object, Object> cache = lab.manager("one").getCache("c", Object.class, Object.class);
    others(stack).put(KEY, OTHERS);

    assertThat(cache.get(KEY)).isNull();

    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName all = new ObjectName("javax.cache:type=CacheStatistics,Cache=c,*");
    for (ObjectName name : server.queryNames(all, null)) {
      assertThat(server.getAttribute(name, "UnreadableEntries")).isEqualTo(1L);
    }
    assertThat(server.queryNames(all, null)).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void iterator_entryThatCannotBeRead_leavesItToOthers(Stack stack) {
    Cache<Object, Object> cache = open("one", stack, Kind.PLAIN);
    Cache<Object, Object> others = others(stack);
    others.put(KEY, OTHERS);

    assertThat(cache).isEmpty();

    assertThat(others.get(KEY)).isEqualTo(OTHERS);
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void operation_strictAndAnEntryThatCannotBeRead_failsBeforeAnythingIsDone(Stack stack) {
    Cache<Object, Object> cache =
        lab.manager("one").createCache("c", builder(stack).strict(true).build());
    Cache<Object, Object> others = others(stack);
    others.put(KEY, OTHERS);

    for (String name :
        List.of("get", "getAndPut", "putIfAbsent", "replace", "getAndRemove", "invoke that sets")) {
      assertThatThrownBy(() -> requireNonNull(OPERATIONS.get(name)).apply(cache))
          .as(name)
          .isInstanceOf(CacheException.class);
      assertThat(others.get(KEY)).as(name).isEqualTo(OTHERS);
    }
    assertThat(lab.authority().cache("c").rights()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void invoke_overtakenEachTime_isGivenUpInTheEnd(Stack stack) {
    Cache<Object, Object> cache = open("one", stack, Kind.PLAIN);
    Cache<Object, Object> others = others(stack);
    AtomicInteger runs = new AtomicInteger();

    assertThatThrownBy(
            () ->
                cache.invoke(
                    KEY,
                    (entry, arguments) -> {
                      others.put(KEY, runs.incrementAndGet());
                      entry.setValue("mine");
                      return null;
                    }))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining(KEY);

    assertThat(others.get(KEY)).isEqualTo(runs.get());
    assertThat(lab.authority().cache("c").rights()).isEmpty();
  }

  // ---- pending writes

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void pendingWrite_thatCannotBeRead_isLeftToTheOtherNodeWithAllItsTries(Stack stack) {
    Map<Object, Object> source = writer.source();
    Cache<Object, Object> cache = behind("one", stack, Set.of());
    Cache<Object, Object> others = behind("other", stack, Set.of(Elsewhere.class.getName()));
    source.put(KEY, "before");

    others.put(KEY, OTHERS);

    assertThat(cache.get(KEY)).isEqualTo("before");
    assertThat(others.get(KEY)).isEqualTo(OTHERS);
    Awaitility.await().until(() -> OTHERS.equals(source.get(KEY)));
    EntresolCache<Object, Object> own = (EntresolCache<Object, Object>) cache;
    assertThat(own.deadLetters().list(1)).isEmpty();
  }

  private Cache<Object, Object> behind(String node, Stack stack, Set<String> allowed) {
    return lab.manager(node)
        .createCache(
            "c",
            builder(stack)
                .allow(allowed.toArray(String[]::new))
                .writer(() -> writer)
                .writeThrough(true)
                .write(it -> it.mode(WriteMode.BEHIND).tries(1).delay(BRIEFLY).backoff(BRIEFLY))
                .loader(() -> new FunctionLoader<>(writer.source()::get))
                .readThrough(true)
                .build());
  }
}
