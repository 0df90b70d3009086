package org.entresol.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.cache.Cache;
import org.entresol.testing.RedisServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes whose caches are like empty ones while Redis is away. */
@Tag("server")
class MissTest {

  private static final List<String> KEYS =
      IntStream.range(0, 40).mapToObj(number -> "key " + number).toList();

  private final RedisServer server = RedisServer.start("appendonly yes", "appendfsync always");

  @AfterEach
  void stop() {
    server.close();
  }

  private Node node(String stack, String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "command-timeout", "500ms",
                "breaker.failures", "2",
                "breaker.pause", "100ms",
                "defaults.on-failure", "miss",
                "defaults.stack", stack));
    settings.addAll(List.of(more));
    return Node.on(server.address(), settings.toArray(String[]::new));
  }

  /** What every node does while Redis is away: none of it may fail, or find anything. */
  private static void overtake(Cache<String, String> one, Cache<String, String> two) {
    for (int i = 0; i < KEYS.size(); i++) {
      Cache<String, String> cache = (i % 2 == 0) ? one : two;
      String key = KEYS.get(i);
      switch (i % 5) {
        case 0 -> cache.put(key, "new");
        case 1 -> assertThat(cache.remove(key)).isFalse();
        case 2 -> assertThat(cache.putIfAbsent(key, "new")).isTrue();
        case 3 -> assertThat(cache.replace(key, "old", "new")).isFalse();
        default ->
            cache.invoke(
                key,
                (entry, arguments) -> {
                  entry.setValue("new");
                  return true;
                });
      }
      assertThat(one.get(key)).isNull();
      assertThat(two.get(key)).isNull();
    }
  }

  /** On a busy machine a node may take Redis for away before anything has begun. */
  private static void fill(Cache<String, String> one, Cache<String, String> two) {
    await()
        .untilAsserted(
            () -> {
              KEYS.forEach(key -> one.put(key, "old"));
              one.put("untouched", "old");
              KEYS.forEach(key -> assertThat(two.get(key)).isEqualTo("old"));
            });
  }

  /** Both are served by Redis again, and neither has been given what was overtaken. */
  private static void assertNothingOldUntilBack(
      Cache<String, String> one, Cache<String, String> two) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              KEYS.forEach(key -> assertThat(one.get(key)).isNotEqualTo("old"));
              KEYS.forEach(key -> assertThat(two.get(key)).isNotEqualTo("old"));
              one.put("back", "one");
              boolean oneIsBack = "one".equals(one.get("back"));
              two.put("back", "two");
              return oneIsBack && "two".equals(two.get("back"));
            });
    for (String key : KEYS) {
      assertThat(one.get(key)).isNull();
      assertThat(two.get(key)).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis", "heap+redis"})
  void redis_killedAndRestartedWithItsData_givesNothingThatWasOvertaken(String stack) {
    try (Node here = node(stack);
        Node there = node(stack)) {
      Cache<String, String> one = here.open("c", Node.texts());
      Cache<String, String> two = there.open("c", Node.texts());
      fill(one, two);
      server.kill();
      one.put("first", "1");
      two.put("first", "1");

      overtake(one, two);
      server.restart();

      assertNothingOldUntilBack(one, two);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis", "heap+redis"})
  void redis_pausedAndResumed_givesNothingThatWasOvertakenAndKeepsTheRest(String stack) {
    try (Node here = node(stack);
        Node there = node(stack)) {
      Cache<String, String> one = here.open("c", Node.texts());
      Cache<String, String> two = there.open("c", Node.texts());
      fill(one, two);
      server.pause();
      one.put("first", "1");
      two.put("first", "1");

      overtake(one, two);
      server.resume();

      assertNothingOldUntilBack(one, two);
      assertThat(one.get("untouched")).isEqualTo("old");
      assertThat(two.get("untouched")).isEqualTo("old");
    }
  }

  @Test
  void manager_openedWithoutRedis_servesMissesAndJoins() {
    server.kill();
    try (Node node = node("heap+redis", "start", "lazy")) {
      Cache<String, String> cache = node.open("c", Node.texts());

      cache.put("a", "1");
      assertThat(cache.get("a")).isNull();
      assertThat(cache.getAll(Set.of("a"))).isEmpty();
      cache.putAll(Map.of("a", "1"));

      server.restart();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                cache.put("a", "2");
                return "2".equals(cache.get("a"));
              });
    }
  }
}
