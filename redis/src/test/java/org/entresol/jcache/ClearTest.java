package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.cache.Cache;
import org.entresol.Stack;
import org.entresol.testing.ClientCommand;
import org.entresol.testing.Monitor;
import org.entresol.testing.RedisServers;
import org.entresol.testing.RespClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clearing, destroying and closing, and what of a cache is left on the server then. */
@Tag("server")
class ClearTest {
  @RegisterExtension private final RedisNodes nodes = new RedisNodes();
  private final RespClient resp = RedisServers.shared().connect();

  @AfterEach
  void disconnect() {
    resp.close();
  }

  private Cache<String, String> open(String node, Stack stack) {
    return nodes.node(node).createCache("c", RedisNodes.texts(stack).build());
  }

  private static Map<String, String> entries(int count) {
    Map<String, String> entries = new HashMap<>();
    IntStream.range(0, count).forEach(i -> entries.put("key" + i, "value" + i));
    return entries;
  }

  private List<String> keysLike(String pattern) {
    return resp.texts("KEYS", nodes.namespace() + pattern);
  }

  // ---- clear

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void clear_anyNumberOfEntries_sendsOneCommandBeforeItReturns(Stack stack) throws Exception {
    Cache<String, String> cache = open("one", stack);
    try (Monitor monitor = Monitor.of(RedisServers.shared())) {
      cache.clear();
      Crew.until(() -> keysLike(":{c:*}:e:*").isEmpty());
      for (int count : new int[] {10, 2000}) {
        cache.putAll(entries(count));
        List<ClientCommand> sent = monitor.during(cache::clear);
        assertThat(sent.stream().filter(ClearTest::clears)).as("%d entries", count).hasSize(1);
        assertThat(sent.stream().map(ClientCommand::name))
            .doesNotContain("KEYS", "DEL", "FLUSHDB", "FLUSHALL");
        assertThat(cache.iterator().hasNext()).isFalse();
        Crew.until(() -> keysLike(":{c:*}:e:*").isEmpty());
      }
    }
  }

  /** Whether a command is a script for sequences alone, which no other script is. */
  private static boolean clears(ClientCommand command) {
    return command.name().startsWith("EVAL")
        && command.words().stream().noneMatch(word -> word.contains("}:e:"));
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void clear_onOneNode_isSeenByAll(Stack stack) {
    Cache<String, String> one = open("one", stack);
    Cache<String, String> two = open("two", stack);
    one.putAll(entries(500));
    assertThat(two.getAll(entries(500).keySet())).hasSize(500);
    one.clear();
    assertThat(one.getAll(entries(500).keySet())).isEmpty();
    assertThat(one.iterator().hasNext()).isFalse();
    assertThat(two.iterator().hasNext()).isFalse();
    Crew.until(() -> two.getAll(entries(500).keySet()).isEmpty());
    assertThat(two.containsKey("key1")).isFalse();
  }

  @Test
  void clear_thenPut_keepsWhatCameAfter() {
    Cache<String, String> one = open("one", Stack.HEAP_REDIS);
    Cache<String, String> two = open("two", Stack.HEAP_REDIS);
    one.putAll(entries(500));
    one.clear();
    two.put("key1", "after");
    assertThat(one.putIfAbsent("key2", "after")).isTrue();
    Crew.until(() -> keysLike(":{c:*}:e:*").size() == 2);
    assertThat(two.get("key1")).isEqualTo("after");
    assertThat(two.get("key2")).isEqualTo("after");
    assertThat(two.get("key3")).isNull();
    assertThat(one.get("key1")).isEqualTo("after");
  }

  @Test
  void clear_orphans_leaveTheServerInTheBackground() {
    Cache<String, String> cache = open("one", Stack.REDIS);
    cache.putAll(entries(2000));
    assertThat(keysLike(":{c:*}:e:*")).hasSize(2000);
    cache.clear();
    Crew.until(() -> keysLike(":{c:*}:e:*").isEmpty());
  }

  @Test
  void clear_besideAnotherCache_leavesItAlone() {
    Cache<String, String> cache = open("one", Stack.HEAP_REDIS);
    Cache<String, String> other = nodes.open("c2", RedisNodes.texts(Stack.HEAP_REDIS).build());
    cache.putAll(entries(10));
    other.putAll(entries(10));
    cache.clear();
    assertThat(other.getAll(entries(10).keySet())).hasSize(10);
    Crew.until(() -> keysLike(":{c:*}:e:*").isEmpty());
    assertThat(keysLike(":{c2:*}:e:*")).hasSize(10);
  }

  // ---- destroy, close

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void destroyCache_leavesNothing(Stack stack) {
    Cache<String, String> cache = open("one", stack);
    cache.putAll(entries(1500));
    cache.invoke("a", (entry, none) -> entry.getValue());
    cache.clear();
    cache.putAll(entries(100));
    nodes.node("one").destroyCache("c");
    assertThat(keysLike("*")).isEmpty();
  }

  @Test
  void destroyCache_withAnotherThere_leavesThatOne() {
    open("one", Stack.HEAP_REDIS).putAll(entries(10));
    nodes.open("c2", RedisNodes.texts(Stack.HEAP_REDIS).build()).putAll(entries(10));
    nodes.node("one").destroyCache("c");
    assertThat(keysLike(":{c:*")).isEmpty();
    assertThat(keysLike(":c")).isEmpty();
    assertThat(keysLike(":{c2:*}:e:*")).hasSize(10);
    assertThat(keysLike(":c2")).hasSize(1);
  }

  @Test
  void close_leavesEntriesSequencesFloorsAndTheRecord() {
    var configuration =
        RedisNodes.texts(Stack.HEAP_REDIS)
            .readThrough(true)
            .loader(() -> new FunctionLoader<String, String>(key -> failOnOdd(key)))
            .build();
    Cache<String, String> cache = nodes.node("one").createCache("c", configuration);
    cache.clear();
    cache.putAll(entries(100));
    cache.invoke("key1", (entry, none) -> entry.getValue());
    cache.get("load2");
    cache.getAll(Set.of("load4", "null", "load6"));
    assertThat(catchThrowable(() -> cache.get("load1"))).isNotNull();
    assertThat(catchThrowable(() -> cache.invoke("key2", (entry, none) -> failOnOdd("1"))))
        .isNotNull();
    nodes.close();
    assertThat(nodes.keys(resp))
        .allMatch(name -> name.endsWith(":c") || name.matches(".*}:(e:.*|seq|floor)"));
    assertThat(keysLike(":{c:*}:e:*")).hasSize(103);
  }

  private static @Nullable String failOnOdd(String key) {
    if (key.endsWith("1")) {
      throw new IllegalStateException(key);
    }
    return key.equals("null") ? null : "loaded";
  }
}
