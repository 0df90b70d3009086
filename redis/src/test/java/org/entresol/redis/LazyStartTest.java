package org.entresol.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import javax.cache.Cache;
import javax.cache.CacheException;
import org.entresol.testing.RedisServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;

/** Managers that open before their Redis is there. */
@Tag("server")
class LazyStartTest {

  private final RedisServer server = RedisServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  private Node node(String start) {
    return Node.on(server.address(), "command-timeout", "1s", "start", start);
  }

  @Test
  void open_requiredWithoutRedis_isRefused() {
    server.kill();
    try (Node node = node("required")) {
      assertThatThrownBy(() -> node.open("c", Node.texts()))
          .isInstanceOf(CacheException.class)
          .hasMessageContaining("Redis cannot be reached");
    }
  }

  @Test
  void open_lazyWithoutRedis_isJoinedWhenItIsThere() {
    server.kill();
    try (Node node = node("lazy")) {
      Cache<String, String> cache = node.open("c", Node.texts());
      assertThatThrownBy(() -> cache.put("a", "1")).isInstanceOf(CacheException.class);

      server.restartEmpty();

      await().until(() -> putIfAble(cache));
      assertThat(node.manager().unwrap(RedissonClient.class)).isNotNull();
      try (Node other = node("required")) {
        Cache<String, String> there = other.open("c", Node.texts());
        assertThat(there.get("a")).isEqualTo("1");
        there.put("a", "2");
        await().untilAsserted(() -> assertThat(cache.get("a")).isEqualTo("2"));
      }
    }
  }

  private static boolean putIfAble(Cache<String, String> cache) {
    try {
      cache.put("a", "1");
      return true;
    } catch (CacheException e) {
      return false;
    }
  }
}
