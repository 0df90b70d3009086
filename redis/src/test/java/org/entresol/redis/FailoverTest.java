package org.entresol.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.entresol.testing.RedisCluster;
import org.entresol.testing.RedisServer;
import org.entresol.testing.RespClient;
import org.entresol.testing.SentinelGroup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups of servers, one of which dies while it is written to. */
@Tag("cluster")
class FailoverTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path folder = Path.of("");

  private Node node(String name, String redis) throws IOException {
    Path file = folder.resolve(name + ".yaml");
    Files.writeString(
        file, "redis: " + redis + "\ncommand-timeout: 1s\ndefaults: { stack: heap+redis }\n");
    return Node.of(file);
  }

  private static String quoted(List<String> addresses) {
    return addresses.stream().map(a -> "\"" + a + "\"").collect(Collectors.joining(", "));
  }

  @Test
  void writes_masterOfASentinelGroupDies_goOnAndAreSeenByAll() throws IOException {
    try (SentinelGroup group = SentinelGroup.start()) {
      String redis =
          FewConnections.many(
              "sentinelServersConfig",
              "masterName: \"%s\", sentinelAddresses: [%s], checkSentinelsList: false"
                  .formatted(group.masterName(), quoted(group.addresses())));
      try (Node one = node("one", redis);
          Node two = node("two", redis)) {
        Cache<String, String> writer = one.open("c", Node.texts());
        Cache<String, String> reader = two.open("c", Node.texts());
        writer.put("k", "before");
        assertThat(reader.get("k")).isEqualTo("before");

        RedisServer dead = group.master();
        group.killMaster();
        await().atMost(LONG).until(() -> put(writer, "k", "after"));

        await().atMost(LONG).until(() -> "after".equals(read(reader, "k")));
        await().atMost(LONG).until(() -> put(reader, "k", "again"));
        await().atMost(LONG).until(() -> "again".equals(read(writer, "k")));
        assertThat(dead.isAlive()).isFalse();
      }
    }
  }

  @Test
  void writes_masterOfAClusterDies_goOnAndNothingIsSeenStale() throws IOException {
    try (RedisCluster cluster = RedisCluster.start()) {
      String redis =
          FewConnections.many(
              "clusterServersConfig",
              "nodeAddresses: [%s], scanInterval: 500".formatted(quoted(cluster.addresses())));
      try (Node one = node("one", redis);
          Node two = node("two", redis)) {
        Cache<String, String> writer = one.open("c", Node.texts());
        Cache<String, String> reader = two.open("c", Node.texts());
        Map<String, String> before = values("before");
        writer.putAll(before);
        assertThat(reader.getAll(before.keySet())).isEqualTo(before);

        cluster.killMaster(0);
        before
            .keySet()
            .forEach(key -> await().atMost(LONG).until(() -> put(writer, key, "after " + key)));

        before
            .keySet()
            .forEach(
                key ->
                    await().atMost(LONG).until(() -> ("after " + key).equals(read(reader, key))));
      }
    }
  }

  private static Map<String, String> values(String prefix) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < 100; i++) {
      values.put("key " + i, prefix + " key " + i);
    }
    return values;
  }

  @Test
  void entries_ofOneCache_spreadOverAllMastersOfACluster() throws IOException {
    try (RedisCluster cluster = RedisCluster.start()) {
      String redis =
          FewConnections.many(
              "clusterServersConfig", "nodeAddresses: [%s]".formatted(quoted(cluster.addresses())));
      try (Node node = node("one", redis)) {
        Cache<String, String> cache = node.open("customers", Node.texts());
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 30_000; i++) {
          many.put("customer:" + i, "v");
        }
        cache.putAll(many);

        for (RedisServer master : cluster.masters()) {
          try (RespClient client = master.connect()) {
            assertThat((double) client.number("DBSIZE")).isCloseTo(10_000, within(2_000.0));
          }
        }
      }
    }
  }

  private static boolean put(Cache<String, String> cache, String key, String value) {
    try {
      cache.put(key, value);
      return true;
    } catch (CacheException e) {
      return false;
    }
  }

  private static @Nullable String read(Cache<String, String> cache, String key) {
    try {
      return cache.get(key);
    } catch (CacheException e) {
      return null;
    }
  }
}
