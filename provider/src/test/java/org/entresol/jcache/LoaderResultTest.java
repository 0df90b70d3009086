package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.entresol.jcache.TestCaches.loading;
import static org.entresol.jcache.TestCaches.numbers;
import static org.entresol.jcache.TestCaches.texts;

import java.util.AbstractMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a loader returns is not trusted to be what was asked for. */
@Tag("unit")
class LoaderResultTest {
  @RegisterExtension private final TestCaches caches = new TestCaches();

  /** A loader that always returns one map. */
  private record Fixed(Supplier<@Nullable Map<String, Integer>> map)
      implements CacheLoader<String, Integer> {
    @Override
    public @Nullable Integer load(String key) {
      Map<String, Integer> loaded = map.get();
      return (loaded == null) ? null : loaded.get(key);
    }

    @Override
    public @Nullable Map<String, Integer> loadAll(Iterable<? extends String> keys) {
      return map.get();
    }
  }

  private Cache<String, Integer> open(Supplier<@Nullable Map<String, Integer>> map) {
    return caches.open(loading(numbers(), new Fixed(map)));
  }

  /** A loader's map is not checked at run time, so anything may be in it. */
  @SuppressWarnings("unchecked")
  private static Map<String, Integer> wrongTyped() {
    return (Map<String, Integer>) (Map<String, ?>) Map.of("a", 1, "b", "text");
  }

  @Test
  void getAll_nullValues_areAbsent() {
    Map<String, Integer> map = new HashMap<>();
    map.put("a", 1);
    map.put("b", null);
    Cache<String, Integer> cache = open(() -> map);

    assertThat(cache.getAll(Set.of("a", "b"))).isEqualTo(Map.of("a", 1));
    assertThat(cache.containsKey("b")).isFalse();
  }

  @Test
  void getAll_valuesNobodyAskedFor_areLeftOut() {
    Cache<String, Integer> cache = open(() -> Map.of("a", 1, "b", 2, "c", 3));

    assertThat(cache.getAll(Set.of("a"))).isEqualTo(Map.of("a", 1));
    assertThat(cache.containsKey("b")).isFalse();
  }

  @Test
  void getAll_valuesOfAnotherType_failAndAreNotStored() {
    Cache<String, Integer> cache = open(LoaderResultTest::wrongTyped);

    assertThatThrownBy(() -> cache.getAll(Set.of("a", "b")))
        .isInstanceOf(CacheLoaderException.class)
        .hasMessageContainingAll("java.lang.String", "'b'", "java.lang.Integer");
    assertThat(cache.containsKey("b")).isFalse();
    assertThat(cache.getAll(Set.of("a"))).isEqualTo(Map.of("a", 1));
  }

  @Test
  void get_valueOfAnotherType_failsAndIsNotStored() {
    Cache<String, Integer> cache = open(LoaderResultTest::wrongTyped);

    assertThatThrownBy(() -> cache.get("b")).isInstanceOf(CacheLoaderException.class);
    assertThat(cache.containsKey("b")).isFalse();
  }

  @Test
  void getAll_nullForAMap_isNothing() {
    Cache<String, Integer> cache = open(() -> null);

    assertThat(cache.getAll(Set.of("a", "b"))).isEmpty();
  }

  @Test
  void getAll_mapThatThrows_isAFailedLoad() {
    Cache<String, Integer> cache =
        open(
            () ->
                new AbstractMap<>() {
                  @Override
                  public Set<Entry<String, Integer>> entrySet() {
                    throw new UnsupportedOperationException("on purpose");
                  }
                });

    assertThatThrownBy(() -> cache.getAll(Set.of("a")))
        .isInstanceOf(CacheLoaderException.class)
        .hasCauseInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"get", "getAll", "invoke"})
  void loader_askingForItsOwnKey_fails(String how) {
    Cache<String, String> cache =
        caches.open(
            loading(
                texts(),
                new FunctionLoader<>(key -> ask(caches.<String, String>cache(), how, key))));

    Crew.promptly(
        () ->
            assertThatThrownBy(() -> ask(cache, how, "k"))
                .isInstanceOf(CacheLoaderException.class)
                .hasMessageContaining("'k'"));
    assertThat(cache.containsKey("k")).isFalse();
    Crew.promptly(() -> cache.put("k", "put"));
  }

  private static @Nullable String ask(Cache<String, String> cache, String how, String key) {
    return switch (how) {
      case "get" -> cache.get(key);
      case "getAll" -> cache.getAll(Set.of(key)).get(key);
      default -> cache.<String>invoke(key, (entry, arguments) -> entry.getValue());
    };
  }

  @Test
  void loader_askingInACircle_fails() {
    Map<String, String> next = Map.of("a", "b", "b", "c", "c", "a");
    Cache<String, String> cache =
        caches.open(
            loading(
                texts(),
                new FunctionLoader<>(key -> caches.<String, String>cache().get(next.get(key)))));

    Crew.promptly(
        () -> assertThatThrownBy(() -> cache.get("a")).isInstanceOf(CacheLoaderException.class));
    assertThat(cache).isEmpty();
  }

  @Test
  void loaders_ofTwoThreadsAskingForEachOthersKey_end() {
    CyclicBarrier both = new CyclicBarrier(2);
    Cache<String, String> cache =
        caches.open(
            loading(
                texts(),
                new FunctionLoader<>(
                    key -> {
                      meet(both);
                      return caches.<String, String>cache().get(key.equals("a") ? "b" : "a");
                    })));

    Crew.Task<Throwable> other = Crew.start(() -> catchThrowable(() -> cache.get("a")));
    Crew.promptly(
        () -> assertThatThrownBy(() -> cache.get("b")).isInstanceOf(CacheLoaderException.class));
    assertThat(other.result()).isInstanceOf(CacheLoaderException.class);
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
