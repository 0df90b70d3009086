package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.entresol.jcache.TestCaches.loading;
import static org.entresol.jcache.TestCaches.texts;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threads that miss the same key share one load. */
@Tag("unit")
class SingleLoadTest {
  private static final int THREADS = 64;

  @RegisterExtension private final TestCaches caches = new TestCaches();

  private final Gate gate = Gate.unarmed();
  private final ConcurrentMap<String, AtomicInteger> loads = new ConcurrentHashMap<>();
  private volatile Function<String, @Nullable String> source = key -> "value of " + key;

  private Cache<String, String> cache() {
    return caches.cache();
  }

  @BeforeEach
  void open() {
    caches.open(
        loading(
            texts(),
            new FunctionLoader<>(
                key -> {
                  loads.computeIfAbsent(key, k -> new AtomicInteger()).incrementAndGet();
                  gate.pass();
                  return source.apply(key);
                })));
  }

  /** Starts threads that all miss one key, and holds the load until all the others wait for it. */
  private List<Crew.Task<String>> startWaiting(String key) {
    Cache<String, String> cache = cache();
    gate.arm();
    List<Crew.Task<String>> tasks = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      tasks.add(Crew.start(() -> cache.get(key)));
    }
    gate.awaitVisitor();
    tasks.forEach(Crew.Task::awaitBlocked);
    return tasks;
  }

  @Test
  void get_coldKeyByManyThreads_loadsOnce() {
    List<Crew.Task<String>> tasks = startWaiting("k");

    gate.open();

    assertThat(tasks).allSatisfy(task -> assertThat(task.result()).isEqualTo("value of k"));
    assertThat(loads.get("k")).hasValue(1);
    assertThat(cache().get("k")).isEqualTo("value of k");
    assertThat(loads.get("k")).hasValue(1);
  }

  @Test
  void get_failingLoad_failsForAllAndIsTriedAgain() {
    IllegalStateException failure = new IllegalStateException("source is down");
    source =
        key -> {
          throw failure;
        };
    List<Crew.Task<String>> tasks = startWaiting("k");

    gate.open();

    for (Crew.Task<String> task : tasks) {
      assertThatThrownBy(task::result)
          .isInstanceOf(CacheLoaderException.class)
          .hasRootCause(failure);
    }
    assertThat(loads.get("k")).hasValue(1);
    source = key -> "up again";
    assertThat(cache().get("k")).isEqualTo("up again");
  }

  @Test
  void get_loadEndingInAnError_releasesAll() {
    AssertionError failure = new AssertionError("on purpose");
    source =
        key -> {
          throw failure;
        };
    List<Crew.Task<String>> tasks = startWaiting("k");

    gate.open();

    int raw = 0;
    for (Crew.Task<String> task : tasks) {
      Throwable thrown = catchThrowable(task::result);
      raw += (thrown == failure) ? 1 : 0;
      assertThat(thrown == failure || thrown instanceof CacheLoaderException).isTrue();
    }
    assertThat(raw).as("only the loading thread gets the error itself").isEqualTo(1);
    source = key -> "up again";
    assertThat(cache().get("k")).isEqualTo("up again");
  }

  @Test
  void get_keyUnknownToTheSource_givesNullToAllAndStoresNothing() {
    source = key -> null;
    List<Crew.Task<String>> tasks = startWaiting("k");

    gate.open();

    assertThat(tasks).allSatisfy(task -> assertThat(task.result()).isNull());
    assertThat(loads.get("k")).hasValue(1);
    assertThat(cache().containsKey("k")).isFalse();
    assertThat(cache().get("k")).isNull();
    assertThat(loads.get("k")).hasValue(2);
  }

  @Test
  void getAll_overlappingALoadUnderWay_loadsOnlyTheRest() {
    Cache<String, String> cache = cache();
    gate.arm();
    Crew.Task<Map<String, String>> first = Crew.start(() -> cache.getAll(Set.of("a", "b", "c")));
    gate.awaitVisitor();
    Crew.Task<Map<String, String>> second =
        Crew.start(() -> cache.getAll(Set.of("b", "c", "d"))).awaitBlocked();
    Crew.Task<String> third = Crew.start(() -> cache.get("c")).awaitBlocked();
    Crew.Task<String> fourth =
        Crew.start(() -> cache.<String>invoke("b", (entry, arguments) -> entry.getValue()))
            .awaitBlocked();

    gate.open();

    assertThat(first.result()).containsOnlyKeys("a", "b", "c");
    assertThat(second.result()).containsOnlyKeys("b", "c", "d").containsEntry("b", "value of b");
    assertThat(third.result()).isEqualTo("value of c");
    assertThat(fourth.result()).isEqualTo("value of b");
    assertThat(loads.values()).hasSize(4).allSatisfy(count -> assertThat(count).hasValue(1));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void getAll_ofRandomSetsByManyThreads_endsAndLoadsEachKeyOnce(long seed) {
    Cache<String, String> cache = cache();
    List<String> keys = IntStream.range(0, 200).mapToObj(i -> "k" + i).toList();

    Crew.race(
        8,
        thread ->
            () -> {
              Random random = new Random(seed * 100 + thread);
              for (int i = 0; i < 100; i++) {
                Set<String> wanted = new HashSet<>();
                random.ints(10, 0, keys.size()).forEach(index -> wanted.add(keys.get(index)));
                assertThat(cache.getAll(wanted)).containsOnlyKeys(wanted);
              }
              return true;
            });

    assertThat(loads.values()).allSatisfy(count -> assertThat(count).hasValue(1));
  }

  @Test
  void getAll_failingLoad_failsForThoseWhoWaitToo() {
    Cache<String, String> cache = cache();
    source =
        key -> {
          throw new IllegalStateException("source is down");
        };
    gate.arm();
    Crew.Task<Map<String, String>> first = Crew.start(() -> cache.getAll(Set.of("a", "b")));
    gate.awaitVisitor();
    Crew.Task<String> second = Crew.start(() -> cache.get("b")).awaitBlocked();

    gate.open();

    assertThatThrownBy(first::result).isInstanceOf(CacheLoaderException.class);
    assertThatThrownBy(second::result).isInstanceOf(CacheLoaderException.class);
    source = key -> "up again";
    Crew.promptly(() -> assertThat(cache.getAll(Set.of("a", "b"))).hasSize(2));
  }
}
