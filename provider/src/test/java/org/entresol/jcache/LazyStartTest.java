package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import org.entresol.EntresolCacheManager;
import org.entresol.EntresolConfiguration;
import org.entresol.OnFailure;
import org.entresol.Stack;
import org.entresol.TestStacks;
import org.entresol.fixtures.MemoryLab;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;

/** A manager that opens while its authority cannot be reached. */
@Tag("unit")
class LazyStartTest {

  @RegisterExtension private final MemoryLab lab = new MemoryLab();

  private static EntresolConfiguration.Builder<String, String> on(Stack stack) {
    return EntresolConfiguration.builder(String.class, String.class).stack(stack);
  }

  private CacheManager cutOff(String start) {
    CacheManager manager = lab.manager("one", "start", start);
    lab.node("one").link().cut(true);
    return manager;
  }

  private void mend() {
    lab.node("one").link().cut(false);
  }

  private static boolean putIfAble(Cache<String, String> cache, String key, String value) {
    try {
      cache.put(key, value);
      return true;
    } catch (CacheException e) {
      return false;
    }
  }

  @Test
  void createCache_requiredAndAway_isRefused() {
    CacheManager manager = cutOff("required");

    assertThatThrownBy(() -> manager.createCache("c", on(Stack.REDIS).build()))
        .isInstanceOf(CacheException.class)
        .hasMessageEndingWith("The authority is away");
    mend();
    assertThat(putIfAble(manager.createCache("c", on(Stack.REDIS).build()), "a", "1")).isTrue();
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void createCache_lazyAndAway_opensAndIsSharedOnceJoined(Stack stack) {
    Cache<String, String> cache = cutOff("lazy").createCache("c", on(stack).build());
    assertThatThrownBy(() -> cache.put("a", "1"))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("The cache 'c' has not been joined yet: The authority is away");

    mend();

    await().until(() -> putIfAble(cache, "a", "2"));
    Cache<String, String> other = lab.manager("two").createCache("c", on(stack).build());
    assertThat(other.get("a")).isEqualTo("2");
    assertThat(cache.get("a")).isEqualTo("2");
    other.put("a", "3");
    assertThat(cache.get("a")).isEqualTo("3");
  }

  @Test
  void createCache_lazyAndThere_isJoinedAtOnce() {
    CacheManager manager = lab.manager("one", "start", "lazy");

    Cache<String, String> cache = manager.createCache("c", on(Stack.REDIS).build());

    cache.put("a", "1");
    assertThat(cache.get("a")).isEqualTo("1");
  }

  @Test
  void createCache_lazyAndCutOffAfterTheFirst_opensAndIsJoinedLater() {
    CacheManager manager = lab.manager("one", "start", "lazy");
    manager.createCache("first", on(Stack.HEAP_REDIS).build()).put("a", "1");
    lab.node("one").link().cut(true);

    Cache<String, String> second = manager.createCache("second", on(Stack.HEAP_REDIS).build());

    assertThat(putIfAble(second, "a", "1")).isFalse();
    mend();
    await().until(() -> putIfAble(second, "a", "1"));
  }

  @Test
  void put_lazyAndDegraded_isMadeThereOnceJoined() {
    Cache<String, String> cache =
        cutOff("lazy").createCache("c", on(Stack.HEAP_REDIS).onFailure(OnFailure.DEGRADE).build());
    cache.put("a", "1");
    assertThat(cache.get("a")).isEqualTo("1");

    mend();

    Cache<String, String> other = lab.manager("two").createCache("c", on(Stack.REDIS).build());
    await()
        .until(
            () -> {
              lab.repair();
              return "1".equals(other.get("a"));
            });
  }

  @Test
  void join_cacheWithOtherPartitions_isRefusedByEveryCall() {
    lab.manager("two").createCache("c", on(Stack.REDIS).partitions(32).build());
    Cache<String, String> cache = cutOff("lazy").createCache("c", on(Stack.REDIS).build());

    mend();

    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> cache.get("a"))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining("partitions: 16 is not allowed, as 'c' has 32"));
  }

  @Test
  void away_lazyAndAway_isTheTimeUntilJoined() {
    EntresolCacheManager manager = cutOff("lazy").unwrap(EntresolCacheManager.class);
    assertThat(manager.away()).as("nobody has asked yet").isZero();

    manager.createCache("c", on(Stack.REDIS).build());

    assertThat(manager.away()).isPositive();
    mend();
    await().until(() -> manager.away().isZero());
  }

  @Test
  void close_beforeJoining_endsTheSearch() {
    CacheManager manager = cutOff("lazy");
    manager.createCache("c", on(Stack.REDIS).build());
    assertThat(joiner()).isNotNull();

    manager.close();

    await().until(() -> joiner() == null);
  }

  private static @Nullable Thread joiner() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("entresol-join"))
        .findAny()
        .orElse(null);
  }
}
