package org.entresol.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.integration.CacheLoader;
import org.entresol.testing.RedisServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What users see while Redis is away, and after it has come back. */
@Tag("server")
class OutageTest {

  private static final String[] IMPATIENT = {
    "command-timeout", "300ms", "breaker.failures", "2", "breaker.pause", "100ms"
  };

  private final AtomicInteger loads = new AtomicInteger();
  private RedisServer server = RedisServer.start();

  @BeforeEach
  void start() {
    server.close();
    server = RedisServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Node node(String... more) {
    String[] all = java.util.Arrays.copyOf(IMPATIENT, IMPATIENT.length + more.length);
    System.arraycopy(more, 0, all, IMPATIENT.length, more.length);
    return Node.on(server.address(), all);
  }

  private final class Counting implements CacheLoader<String, String> {
    @Override
    public String load(String key) {
      loads.incrementAndGet();
      return "loaded " + key;
    }

    @Override
    public Map<String, String> loadAll(Iterable<? extends String> keys) {
      Map<String, String> all = new java.util.HashMap<>();
      keys.forEach(key -> all.put(key, load(key)));
      return all;
    }
  }

  @Test
  void miss_withLoaderAndRedisAway_isLoadedAndKeptForAWhile() {
    try (Node node = node()) {
      Cache<String, String> cache =
          node.open(
              "c",
              Node.texts()
                  .setReadThrough(true)
                  .setCacheLoaderFactory(new SingletonFactory<>(new Counting())));
      server.kill();

      assertThat(cache.get("a")).isEqualTo("loaded a");
      assertThat(cache.get("a")).isEqualTo("loaded a");
      assertThat(loads).hasValue(1);
      assertThat(cache.getAll(Set.of("a", "b"))).containsEntry("b", "loaded b");
    }
  }

  @Test
  void plainWrites_degraded_areMadeHereAndThereOnReturn() {
    try (Node node = node("defaults.on-failure", "degrade");
        Node other = node()) {
      Cache<String, String> cache = node.open("c", Node.texts());
      Cache<String, String> elsewhere = other.open("c", Node.texts());
      cache.put("kept", "old");
      cache.put("gone", "old");
      assertThat(elsewhere.get("kept")).isEqualTo("old");
      server.pause();

      cache.put("kept", "new");
      cache.remove("gone");
      cache.putAll(Map.of("more", "1"));
      assertThat(cache.get("kept")).isEqualTo("new");
      assertThat(cache.get("gone")).isNull();
      assertThat(cache.get("more")).isEqualTo("1");

      server.resume();
      await().until(() -> "new".equals(readIfAble(elsewhere, "kept")));
      await().until(() -> readIfAble(elsewhere, "gone") == null);
      assertThat(cache.get("kept")).isEqualTo("new");
    }
  }

  @Test
  void conditionalOperations_degraded_throwAllTheSame() {
    try (Node node = node("defaults.on-failure", "degrade")) {
      Cache<String, String> cache = node.open("c", Node.texts());
      server.kill();

      assertThatThrownBy(() -> cache.putIfAbsent("a", "1")).isInstanceOf(CacheException.class);
      assertThatThrownBy(() -> cache.replace("a", "1")).isInstanceOf(CacheException.class);
      assertThatThrownBy(() -> cache.getAndPut("a", "1")).isInstanceOf(CacheException.class);
      assertThatThrownBy(() -> cache.invoke("a", (e, arguments) -> e.exists()))
          .isInstanceOf(CacheException.class);
    }
  }

  @Test
  void writes_notDegraded_throwAndWorkAgainOnReturn() {
    try (Node node = node()) {
      Cache<String, String> cache = node.open("c", Node.texts());
      server.kill();
      assertThatThrownBy(() -> cache.put("a", "1")).isInstanceOf(CacheException.class);

      server.restartEmpty();
      await().until(() -> putIfAble(cache));
      assertThat(cache.get("a")).isEqualTo("2");
    }
  }

  private static boolean putIfAble(Cache<String, String> cache) {
    try {
      cache.put("a", "2");
      return true;
    } catch (CacheException e) {
      return false;
    }
  }

  private static @Nullable String readIfAble(Cache<String, String> cache, String key) {
    try {
      return cache.get(key);
    } catch (CacheException e) {
      return "away";
    }
  }
}
