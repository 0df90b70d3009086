package org.entresol.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.integration.CompletionListenerFuture;
import org.awaitility.Awaitility;
import org.entresol.EntresolConfiguration;
import org.entresol.EntresolStatisticsMXBean;
import org.entresol.Stack;
import org.entresol.fixtures.MemoryLab;
import org.entresol.jcache.FunctionLoader;
import org.entresol.time.FakeClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Loads of keys under which an entry lies that only another node can read: it stays, and what was
 * loaded stands in for it on the node that has loaded it.
 */
@Tag("unit")
@Timeout(20)
class UnreplacedEntryTest {

  /** A class that the other node allows, and this one does not. */
  record Elsewhere(String text) {}

  private static final String KEY = "k";
  private static final java.time.Duration BRIEFLY = java.time.Duration.ofMillis(500);
  private static final Object OTHERS = new Elsewhere("theirs");

  private final FakeClock clock = new FakeClock();
  @RegisterExtension private final MemoryLab lab = new MemoryLab(clock);

  private final AtomicInteger loads = new AtomicInteger();

  private static EntresolConfiguration.Builder<Object, Object> builder(Stack stack) {
    return EntresolConfiguration.builder(Object.class, Object.class).stack(stack);
  }

  private Cache<Object, Object> reading(Stack stack) {
    return lab.manager("one")
        .createCache("c", builder(stack).loader(this::loader).readThrough(true).build());
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
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void load_overAnEntryThatCannotBeRead_leavesItToThoseWhoCan(Stack stack) {
    Cache<Object, Object> cache = reading(stack);
    Cache<Object, Object> others = others(stack);
    others.put(KEY, OTHERS);

    assertThat(cache.get(KEY)).isEqualTo("loaded");
    assertThat(cache.getAll(Set.of(KEY))).containsEntry(KEY, "loaded");
    assertThat(cache.<Object>invoke(KEY, (e, a) -> e.getValue())).isEqualTo("loaded");

    assertThat(others.get(KEY)).isEqualTo(OTHERS);
    assertThat(lab.manager("two").createCache("c", builder(stack).build()).get(KEY)).isNull();
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void invoke_loadsOverAnEntryThatCannotBeRead_leavesItToThoseWhoCan(Stack stack) {
    Cache<Object, Object> cache = reading(stack);
    Cache<Object, Object> others = others(stack);
    others.put(KEY, OTHERS);

    assertThat(cache.<Object>invoke(KEY, (e, a) -> e.getValue())).isEqualTo("loaded");
    assertThat(cache.get(KEY)).isEqualTo("loaded");

    assertThat(loads).hasValue(1);
    assertThat(others.get(KEY)).isEqualTo(OTHERS);
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void get_entryThatWasStoodInForHasChanged_readsOrLoadsAnew(Stack stack) {
    Cache<Object, Object> cache = reading(stack);
    Cache<Object, Object> others = others(stack);
    others.put(KEY, OTHERS);
    cache.get(KEY);

    others.put(KEY, OTHERS);
    cache.get(KEY);

    assertThat(loads).hasValue(2);
    others.put(KEY, "readable");
    assertThat(cache.get(KEY)).isEqualTo("readable");
    others.remove(KEY);
    assertThat(cache.get(KEY)).isEqualTo("loaded");
    assertThat(others.get(KEY)).isEqualTo("loaded");
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void replace_entryThatIsStoodInFor_replacesIt(Stack stack) {
    Cache<Object, Object> cache = reading(stack);
    Cache<Object, Object> others = others(stack);
    others.put(KEY, OTHERS);
    cache.get(KEY);

    assertThat(cache.replace(KEY, "loaded", "mine")).isTrue();

    assertThat(others.get(KEY)).isEqualTo("mine");
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void get_valueThatStandsInIsOver_loadsAnewAndLeavesTheEntry(Stack stack) {
    Cache<Object, Object> cache = briefly(stack);
    Cache<Object, Object> others = others(stack);
    others.put(KEY, OTHERS);
    assertThat(cache.get(KEY)).isEqualTo("loaded");
    assertThat(cache.get(KEY)).isEqualTo("loaded");

    clock.advance(BRIEFLY.plusMillis(1));

    assertThat(cache.get(KEY)).isEqualTo("loaded");
    assertThat(cache.get(KEY)).isEqualTo("loaded");
    assertThat(loads).hasValue(2);
    assertThat(others.get(KEY)).isEqualTo(OTHERS);
  }

  /** A cache whose entries live briefly, while those of others never end. */
  private Cache<Object, Object> briefly(Stack stack) {
    Duration life = new Duration(TimeUnit.MILLISECONDS, BRIEFLY.toMillis());
    return lab.manager("one")
        .createCache(
            "c",
            builder(stack)
                .expiry(CreatedExpiryPolicy.factoryOf(life))
                .loader(this::loader)
                .readThrough(true)
                .build());
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void put_duringALoadOverAnEntryThatCannotBeRead_isNotStoodInFor(Stack stack) {
    Cache<Object, Object> others = others(stack);
    Cache<Object, Object> cache =
        lab.manager("one")
            .createCache(
                "c",
                builder(stack)
                    .loader(() -> new FunctionLoader<>(key -> overtaken(others)))
                    .readThrough(true)
                    .build());
    others.put(KEY, OTHERS);

    cache.get(KEY);
    int first = loads.get();
    cache.get(KEY);

    assertThat(loads.get()).isGreaterThan(first);
  }

  /** What is loaded before another node changes the key. */
  private Object overtaken(Cache<Object, Object> others) {
    others.put(KEY, OTHERS);
    return "load " + loads.incrementAndGet();
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void loadAll_replacing_replacesWhatCannotBeRead(Stack stack) {
    Cache<Object, Object> cache = reading(stack);
    Cache<Object, Object> others = others(stack);
    others.put(KEY, OTHERS);
    CompletionListenerFuture done = new CompletionListenerFuture();

    cache.loadAll(Set.of(KEY), true, done);

    Awaitility.await().until(done::isDone);
    assertThat(others.get(KEY)).isEqualTo("loaded");
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void statistics_loadThatLeavesAnEntryToOthers_countIt(Stack stack) {
    Cache<Object, Object> cache =
        lab.manager("one")
            .createCache(
                "c",
                builder(stack).statistics(true).loader(this::loader).readThrough(true).build());
    others(stack).put(KEY, OTHERS);

    cache.get(KEY);
    cache.get(KEY);

    EntresolStatisticsMXBean figures = cache.unwrap(EntresolStatisticsMXBean.class);
    assertThat(figures.getUnreplacedEntries()).isEqualTo(1);
    assertThat(figures.getRefusedLoads()).isZero();
  }
}
