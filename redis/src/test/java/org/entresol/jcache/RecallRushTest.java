package org.entresol.jcache;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.PutOptions;
import org.entresol.Stack;
import org.entresol.TagExtractor;
import org.entresol.testing.RedisServers;
import org.entresol.testing.RespClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Thousands of recalls, one after the other on each of two nodes, while both load. */
@Tag("server")
class RecallRushTest {
  private static final int NODES = 2;
  private static final int READERS = 2;
  private static final int RECALLS = 1_500;
  private static final int TAGS = 4;
  private static final int KEYS = 16;
  private static final int BETWEEN_CHECKS = 10;
  private static final int MANY = 64;
  private static final int ROUNDS = 800;

  @RegisterExtension private final RedisNodes nodes = new RedisNodes();

  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** What the source says of all keys of a tag. */
  private final AtomicIntegerArray source = new AtomicIntegerArray(TAGS);

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void recalls_manyWhileNodesLoad_leaveNothingOldAndDoNotPileUp(Stack stack) throws Exception {
    List<EntresolCache<Integer, String>> caches =
        IntStream.range(0, NODES).mapToObj(node -> open(node, stack)).toList();
    AtomicBoolean over = new AtomicBoolean();
    List<Future<?>> readers = new ArrayList<>();
    List<Future<?>> writers = new ArrayList<>();
    for (int node = 0; node < NODES; node++) {
      EntresolCache<Integer, String> cache = caches.get(node);
      for (int reader = 0; reader < READERS; reader++) {
        Random random = new Random(10L * node + reader);
        readers.add(threads.submit(() -> read(cache, random, over)));
      }
      int first = node;
      writers.add(threads.submit(() -> change(cache, first)));
    }
    for (Future<?> writer : writers) {
      writer.get(2, TimeUnit.MINUTES);
    }
    over.set(true);
    for (Future<?> reader : readers) {
      reader.get(1, TimeUnit.MINUTES);
    }

    for (EntresolCache<Integer, String> cache : caches) {
      IntStream.range(0, TAGS)
          .forEach(tag -> await().untilAsserted(() -> assertFresh(cache, keys(tag))));
    }
    try (RespClient resp = RedisServers.shared().connect()) {
      List<String> floors = resp.texts("KEYS", nodes.namespace() + ":{c:*}:g");
      // One is where they begin.
      assertThat(floors)
          .isNotEmpty()
          .allMatch(name -> resp.number("ZCARD", name) <= TAGS + 1, "one member a tag");
    }
  }

  /** Threads of a node take over what was recalled side by side, each what it was told. */
  @Test
  void recall_ofManyTagsAtOnce_isWholeToEachThreadOfANode() throws Exception {
    EntresolCache<String, String> one = tagged("node0");
    EntresolCache<String, String> other = tagged("node1");
    String[] tags = IntStream.range(0, MANY).mapToObj(i -> "t" + i).toArray(String[]::new);
    List<Integer> some = List.of(0, MANY / 2, MANY - 1);
    for (int round = 0; round < ROUNDS; round++) {
      for (int tag : some) {
        one.put("k" + tag, "old", PutOptions.tags("t" + tag));
        assertThat(other.get("k" + tag)).isEqualTo("old");
      }

      one.invalidateTags(tags);

      List<Future<List<Integer>>> found = new ArrayList<>();
      for (int reader = 0; reader < READERS * TAGS; reader++) {
        found.add(
            threads.submit(
                () -> some.stream().filter(tag -> other.get("k" + tag) != null).toList()));
      }
      for (Future<List<Integer>> there : found) {
        assertThat(there.get(1, TimeUnit.MINUTES)).isEmpty();
      }
    }
  }

  private EntresolCache<String, String> tagged(String node) {
    return (EntresolCache<String, String>)
        nodes.node(node).createCache("c", RedisNodes.texts(Stack.REDIS).tagsExplicit(true).build());
  }

  private EntresolCache<Integer, String> open(int node, Stack stack) {
    return (EntresolCache<Integer, String>)
        nodes
            .node("node" + node)
            .createCache(
                "c",
                EntresolConfiguration.builder(Integer.class, String.class)
                    .stack(stack)
                    .readThrough(true)
                    .loader(() -> new FunctionLoader<>(this::asked))
                    .tagsExtractor(
                        () ->
                            (TagExtractor<Integer, String>)
                                (key, value) -> List.of("t" + key % TAGS))
                    .build());
  }

  private String asked(Integer key) {
    return key + " of " + source.get(key % TAGS);
  }

  private static void read(
      EntresolCache<Integer, String> cache, Random random, AtomicBoolean over) {
    while (!over.get()) {
      cache.get(random.nextInt(KEYS));
    }
  }

  private void change(EntresolCache<Integer, String> cache, int first) {
    for (int i = 0; i < RECALLS; i++) {
      int tag = (first + i * NODES) % TAGS;
      if (i % BETWEEN_CHECKS == 0) {
        // Nobody else changes it: what another node has loaded meanwhile is as new.
        assertFresh(cache, keys(tag));
      }
      source.incrementAndGet(tag);
      cache.invalidateTags("t" + tag);
    }
  }

  private static Set<Integer> keys(int tag) {
    return IntStream.range(0, KEYS / TAGS)
        .mapToObj(i -> i * TAGS + tag)
        .collect(toCollection(TreeSet::new));
  }

  private void assertFresh(EntresolCache<Integer, String> cache, Set<Integer> keys) {
    assertThat(cache.getAll(keys)).isEqualTo(keys.stream().collect(toMap(key -> key, this::asked)));
  }
}
