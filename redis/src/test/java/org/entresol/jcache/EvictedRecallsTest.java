package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.entresol.EntresolCache;
import org.entresol.PutOptions;
import org.entresol.Stack;
import org.entresol.testing.RedisServer;
import org.entresol.testing.RespClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that is full evicts what it knows of recalls as well as entries. */
@Tag("server")
class EvictedRecallsTest {
  private static final int KEYS = 1_500;
  private static final int TAGS = 20;
  private static final int STEPS = 6_000;
  private static final int BETWEEN_RECALLS = 100;
  private static final int FITS = 1_000_000;
  private static final String FILLING = "x".repeat(1_000);

  private final Random random = new Random(7);

  /** What may be read of each key: nothing else than what was put last, and not recalled since. */
  private final Map<Integer, String> last = new HashMap<>();

  @ParameterizedTest
  @ValueSource(strings = {"allkeys-lru", "allkeys-random"})
  void recalls_onAFullServer_areNotForgotten(String policy) {
    try (RedisServer server = RedisServer.start();
        RespClient resp = server.connect()) {
      RedisNodes nodes = new RedisNodes(server.address());
      try {
        List<EntresolCache<String, String>> caches =
            List.of(open(nodes, "one"), open(nodes, "two"));
        resp.command("CONFIG", "SET", "maxmemory-policy", policy);
        resp.command("CONFIG", "SET", "maxmemory", "" + (figure(resp, "used_memory") + FITS));

        for (int step = 0; step < STEPS; step++) {
          EntresolCache<String, String> cache = caches.get(random.nextInt(caches.size()));
          put(cache, random.nextInt(KEYS), step + FILLING);
          if (step % BETWEEN_RECALLS == 0) {
            recall(cache, random.nextInt(TAGS));
          }
          assertRight(caches.get(random.nextInt(caches.size())), random.nextInt(KEYS));
        }

        assertThat(figure(resp, "evicted_keys")).isPositive();
        EntresolCache<String, String> later = open(nodes, "three");
        for (int key = 0; key < KEYS; key++) {
          assertRight(later, key);
        }
        assertThat(last.keySet()).anyMatch(key -> later.get("k" + key) != null);
      } finally {
        nodes.close();
      }
    }
  }

  private static EntresolCache<String, String> open(RedisNodes nodes, String node) {
    return (EntresolCache<String, String>)
        nodes.node(node).createCache("c", RedisNodes.texts(Stack.REDIS).tagsExplicit(true).build());
  }

  private static long figure(RespClient resp, String name) {
    return resp.text("INFO", "everything")
        .lines()
        .filter(line -> line.startsWith(name + ":"))
        .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1).strip()))
        .findFirst()
        .orElseThrow();
  }

  private void put(EntresolCache<String, String> cache, int key, String value) {
    cache.put("k" + key, value, PutOptions.tags("t" + key % TAGS));
    last.put(key, value);
  }

  private void recall(EntresolCache<String, String> cache, int tag) {
    cache.invalidateTags("t" + tag);
    last.keySet().removeIf(key -> key % TAGS == tag);
  }

  private void assertRight(EntresolCache<String, String> cache, int key) {
    String value = cache.get("k" + key);
    if (value != null) {
      assertThat(value).isEqualTo(last.get(key));
    }
  }
}
