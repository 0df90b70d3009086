package org.entresol.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entresol.jcache.RedisNodes.texts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.integration.CompletionListenerFuture;
import org.entresol.Stack;
import org.entresol.jcache.Crew;
import org.entresol.jcache.FunctionLoader;
import org.entresol.jcache.RedisNodes;
import org.entresol.testing.RedisServers;
import org.entresol.testing.RespClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nodes that load overlapping sets of keys, each in its own order, do not block each other. */
@Tag("server")
class OverlappingSetsTest {
  private static final int ROUNDS = 100;
  private static final int KEYS = 20;
  private static final int THREADS = 4;
  private static final int BATCH = 3;

  @RegisterExtension private final RedisNodes nodes = new RedisNodes();
  private final RespClient resp = RedisServers.shared().connect();
  private final Map<String, Integer> loads = new ConcurrentHashMap<>();

  @AfterEach
  void close() {
    resp.close();
  }

  private List<Cache<String, String>> openTwo() {
    return List.of(open("one"), open("two"));
  }

  private Cache<String, String> open(String node) {
    return nodes
        .node(node)
        .createCache(
            "c",
            texts(Stack.HEAP_REDIS)
                .readThrough(true)
                .loadBatch(BATCH)
                .load(load -> load.waitTime(Crew.LIMIT))
                .loader(() -> new FunctionLoader<>(this::load))
                .build());
  }

  private String load(String key) {
    loads.merge(key, 1, Integer::sum);
    return "value of " + key;
  }

  private static List<String> keys(int round) {
    return IntStream.range(0, KEYS).mapToObj(i -> "k" + round + "-" + i).toList();
  }

  /** Three quarters of the keys: the first ones in order, or the last ones in the other order. */
  private static Set<String> some(List<String> keys, boolean forwards) {
    List<String> order = new ArrayList<>(keys);
    if (!forwards) {
      Collections.reverse(order);
    }
    return new LinkedHashSet<>(order.subList(0, KEYS * 3 / 4));
  }

  private void assertNothingLeft() {
    Crew.until(
        () ->
            nodes.keys(resp).stream()
                .noneMatch(name -> name.contains("}:l:") || name.contains("}:t:")));
  }

  @Test
  void getAll_inOppositeOrders_loadsEachKeyOnce() {
    List<Cache<String, String>> two = openTwo();
    for (int round = 0; round < ROUNDS; round++) {
      List<String> keys = keys(round);

      List<Map<String, String>> got =
          Crew.race(THREADS, i -> () -> two.get(i % 2).getAll(some(keys, i == 0 || i == 3)));

      for (int i = 0; i < THREADS; i++) {
        assertThat(got.get(i)).isEqualTo(values(some(keys, i == 0 || i == 3)));
      }
      assertThat(loads).containsOnlyKeys(keys).allSatisfy((key, n) -> assertThat(n).isEqualTo(1));
      loads.clear();
    }
    assertNothingLeft();
  }

  private static Map<String, String> values(Set<String> keys) {
    Map<String, String> values = new HashMap<>();
    keys.forEach(key -> values.put(key, "value of " + key));
    return values;
  }

  @Test
  void loadAll_replacingInOppositeOrders_ends() {
    List<Cache<String, String>> two = openTwo();
    for (int round = 0; round < ROUNDS; round++) {
      List<String> keys = keys(round);

      Crew.race(THREADS, i -> () -> reload(two.get(i % 2), some(keys, i == 0 || i == 3)));

      assertThat(loads).containsOnlyKeys(keys);
      assertThat(two).allSatisfy(c -> assertThat(keys).allMatch(c::containsKey));
      loads.clear();
    }
    assertNothingLeft();
  }

  private static boolean reload(Cache<String, String> cache, Set<String> keys) throws Exception {
    CompletionListenerFuture end = new CompletionListenerFuture();
    cache.loadAll(keys, true, end);
    end.get(Crew.LIMIT.toSeconds(), TimeUnit.SECONDS);
    return true;
  }

  /** One reads what the other replaces. */
  @Test
  void getAll_besideLoadAllInTheOtherOrder_ends() {
    List<Cache<String, String>> two = openTwo();
    for (int round = 0; round < ROUNDS; round++) {
      List<String> keys = keys(round);

      Crew.race(
          THREADS,
          i ->
              () ->
                  (i % 2 == 0)
                      ? reload(two.get(0), some(keys, i == 0))
                      : two.get(1).getAll(some(keys, i == 1)).size() == KEYS * 3 / 4);

      assertThat(loads).containsOnlyKeys(keys);
      assertThat(two.get(1).getAll(Set.copyOf(keys))).isEqualTo(values(Set.copyOf(keys)));
      loads.clear();
    }
    assertNothingLeft();
  }
}
