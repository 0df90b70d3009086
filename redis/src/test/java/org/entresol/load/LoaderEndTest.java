package org.entresol.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.entresol.jcache.RedisNodes.texts;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.awaitility.Awaitility;
import org.entresol.LoadSettings;
import org.entresol.Stack;
import org.entresol.jcache.Crew;
import org.entresol.jcache.FunctionLoader;
import org.entresol.jcache.Gate;
import org.entresol.jcache.RedisNodes;
import org.entresol.testing.RedisServers;
import org.entresol.testing.RespClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However a loader ends, its caller is told, and no lock and no ticket is left in Redis. */
@Tag("server")
class LoaderEndTest {
  private static final String KEY = "k";
  private static final Duration SHORT = Duration.ofMillis(200);

  @RegisterExtension private final RedisNodes nodes = new RedisNodes();
  private final RespClient resp = RedisServers.shared().connect();
  private volatile Function<String, @Nullable String> source = key -> "loaded";

  @AfterEach
  void close() {
    resp.close();
  }

  /** Ways to ask for a value. */
  private enum Ask {
    GET,
    GET_ALL,
    INVOKE;

    @Nullable String of(Cache<String, String> cache) {
      return switch (this) {
        case GET -> cache.get(KEY);
        case GET_ALL -> cache.getAll(Set.of(KEY)).get(KEY);
        case INVOKE -> cache.<String>invoke(KEY, (entry, arguments) -> entry.getValue());
      };
    }
  }

  private Cache<String, String> open(String node, LoadSettings load) {
    return open(node, load, new FunctionLoader<>(key -> source.apply(key)));
  }

  private Cache<String, String> open(
      String node, LoadSettings load, CacheLoader<String, String> loader) {
    return nodes
        .node(node)
        .createCache(
            "c",
            texts(Stack.HEAP_REDIS)
                .readThrough(true)
                .load(none -> load)
                .loader(() -> loader)
                .build());
  }

  private Cache<String, String> open() {
    return open("one", LoadSettings.DEFAULT);
  }

  private List<String> left() {
    return nodes.keys(resp).stream()
        .filter(name -> name.contains("}:l:") || name.contains("}:t:"))
        .toList();
  }

  /** Callers who do not load themselves are answered before all is taken away. */
  private void awaitNothingLeft() {
    Awaitility.await()
        .dontCatchUncaughtExceptions() // an error of the loader's is one of the thread that loads
        .atMost(Crew.LIMIT)
        .until(() -> left().isEmpty());
  }

  /** Asserts that nothing is left and that the next load, of another node, is not held up. */
  private void assertFree() {
    awaitNothingLeft();
    source = key -> "next";
    Cache<String, String> other = open("other", LoadSettings.DEFAULT);
    Crew.promptly(() -> assertThat(other.get(KEY)).isEqualTo("next"));
    awaitNothingLeft();
  }

  @ParameterizedTest
  @EnumSource
  void loader_throwingAnException_failsForTheCaller(Ask ask) {
    Cache<String, String> cache = open();
    IllegalStateException failure = new IllegalStateException("on purpose");
    source =
        key -> {
          throw failure;
        };

    assertThat(catchThrowable(() -> ask.of(cache)))
        .isExactlyInstanceOf(CacheLoaderException.class)
        .hasCause(failure);

    assertFree();
  }

  @ParameterizedTest
  @EnumSource
  void loader_throwingAnError_throwsItToTheCaller(Ask ask) {
    Cache<String, String> cache = open();
    AssertionError failure = new AssertionError("on purpose");
    source =
        key -> {
          throw failure;
        };

    assertThat(catchThrowable(() -> ask.of(cache))).isSameAs(failure);

    assertFree();
  }

  /** Somebody else calls the loader then, who has no use for the error. */
  @Test
  void loader_throwingAnErrorUnderAHardTimeout_failsForTheCaller() {
    Cache<String, String> cache = open("one", LoadSettings.DEFAULT.hardTimeout(Crew.LIMIT));
    AssertionError failure = new AssertionError("on purpose");
    source =
        key -> {
          throw failure;
        };

    assertThat(catchThrowable(() -> cache.get(KEY)))
        .isExactlyInstanceOf(CacheLoaderException.class)
        .hasCause(failure);

    awaitNothingLeft();
    assertFree();
  }

  @ParameterizedTest
  @EnumSource
  void loader_returningNull_givesNullAndStoresNothing(Ask ask) {
    Cache<String, String> cache = open();
    source = key -> null;

    assertThat(ask.of(cache)).isNull();

    assertThat(cache.containsKey(KEY)).isFalse();
    assertFree();
  }

  @ParameterizedTest
  @EnumSource
  void loader_returningAnotherType_failsForTheCallerAndStoresNothing(Ask ask) {
    Cache<String, String> cache = open("one", LoadSettings.DEFAULT, mistaken());

    assertThat(catchThrowable(() -> ask.of(cache)))
        .isExactlyInstanceOf(CacheLoaderException.class)
        .hasMessageContainingAll("java.lang.Integer", "'" + KEY + "'", "java.lang.String");

    assertThat(cache.containsKey(KEY)).isFalse();
    assertFree();
  }

  /** A loader whose values are not what it was taken for. */
  @SuppressWarnings("unchecked") // what a user's raw types come to
  private static CacheLoader<String, String> mistaken() {
    return (CacheLoader<String, String>)
        (CacheLoader<String, ?>) new FunctionLoader<String, Integer>(key -> 1);
  }

  @Test
  void loader_thatHangs_failsForTheCallerAfterTheHardTimeout() {
    Cache<String, String> cache = open("one", LoadSettings.DEFAULT.hardTimeout(SHORT));
    Gate gate = Gate.closed();
    source =
        key -> {
          gate.pass();
          return "late";
        };

    Throwable first = Crew.start(() -> catchThrowable(() -> cache.get(KEY))).result();
    Throwable second = Crew.start(() -> catchThrowable(() -> cache.getAll(Set.of(KEY)))).result();

    assertThat(List.of(first, second))
        .allSatisfy(
            thrown ->
                assertThat(thrown)
                    .isExactlyInstanceOf(CacheLoaderException.class)
                    .hasMessageContainingAll("'" + KEY + "'", "200 milliseconds"));
    assertThat(left()).as("a lock and a ticket while it loads").hasSize(2);
    gate.open();
    awaitNothingLeft();
    assertThat(cache.containsKey(KEY)).as("the late value is kept").isTrue();
    assertThat(cache.get(KEY)).isEqualTo("late");
  }

  @Test
  void loader_thatHangsWhileTheKeyIsRemoved_keepsNothing() {
    Cache<String, String> cache = open("one", LoadSettings.DEFAULT.hardTimeout(SHORT));
    Cache<String, String> other = open("two", LoadSettings.DEFAULT);
    Gate gate = Gate.closed();
    source =
        key -> {
          gate.pass();
          return "late";
        };
    assertThat(catchThrowable(() -> cache.get(KEY))).isInstanceOf(CacheLoaderException.class);

    other.remove(KEY);
    gate.open();

    awaitNothingLeft();
    assertThat(cache.containsKey(KEY)).isFalse();
    assertFree();
  }

  @Test
  void loader_gettingItsKey_isRefused() {
    Cache<String, String> cache = open();
    source = cache::get;

    Throwable thrown = Crew.start(() -> catchThrowable(() -> cache.get(KEY))).result();

    assertThat(thrown)
        .isInstanceOf(CacheLoaderException.class)
        .hasMessageContaining("'" + KEY + "'");
    assertFree();
  }

  @Test
  void loader_gettingItsKeyUnderAHardTimeout_isRefused() {
    Cache<String, String> cache =
        open("one", LoadSettings.DEFAULT.hardTimeout(Crew.LIMIT.multipliedBy(2)));
    source = cache::get;

    Throwable thrown = Crew.start(() -> catchThrowable(() -> cache.get(KEY))).result();

    assertThat(thrown).isInstanceOf(CacheLoaderException.class);
    awaitNothingLeft();
    assertFree();
  }

  /** Changes of its own key that a loader makes. */
  private enum Change {
    PUT,
    REMOVE,
    CLEAR;

    void on(Cache<String, String> cache) {
      switch (this) {
        case PUT -> cache.put(KEY, "put");
        case REMOVE -> cache.remove(KEY);
        case CLEAR -> cache.clear();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void loader_changingItsKey_winsOverItsOwnResult(Change change) {
    Cache<String, String> cache = open();
    source =
        key -> {
          change.on(cache);
          return "loaded";
        };

    assertThat(Crew.start(() -> cache.get(KEY)).result())
        .isEqualTo(change == Change.PUT ? "put" : "loaded");

    assertThat(cache.containsKey(KEY)).isEqualTo(change == Change.PUT);
    awaitNothingLeft();
    source = key -> "next";
    assertThat(cache.get(KEY)).isEqualTo(change == Change.PUT ? "put" : "next");
  }

  @ParameterizedTest
  @EnumSource
  void loader_gettingAnotherKey_getsIt(Ask ask) {
    Cache<String, String> cache = open();
    source = key -> key.equals(KEY) ? "with " + cache.get("other") : "loaded";

    assertThat(Crew.start(() -> Objects.toString(ask.of(cache))).result()).isEqualTo("with loaded");

    assertThat(cache.containsKey("other")).isTrue();
    awaitNothingLeft();
  }

  /** Two nodes whose loaders want each other's key wait for no longer than they may. */
  @Test
  void loaders_ofTwoNodesGettingEachOthersKey_endAfterTheWait() {
    LoadSettings patient = LoadSettings.DEFAULT.waitTime(SHORT);
    Cache<String, String> one = open("one", patient);
    Cache<String, String> two = open("two", patient);
    Gate gate = Gate.closed();
    source =
        key -> {
          if (key.equals("a")) {
            gate.pass();
            return catchThrowable(() -> one.get("b")) == null ? "a" : "a alone";
          }
          return catchThrowable(() -> two.get("a")) == null ? "b" : "b alone";
        };
    Crew.Task<String> first = Crew.start(() -> one.get("a"));
    gate.awaitVisitor();
    Crew.Task<String> second = Crew.start(() -> two.get("b"));
    second.awaitBlocked();
    gate.open();

    assertThat(first.result()).startsWith("a");
    assertThat(second.result()).startsWith("b");
    awaitNothingLeft();
    assertThat(one.get("a")).startsWith("a");
  }
}
