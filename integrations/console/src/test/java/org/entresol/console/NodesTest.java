package org.entresol.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.StreamSupport;
import javax.cache.integration.CacheLoader;
import org.entresol.EntresolCache;
import org.entresol.testing.RedisServers;
import org.entresol.testing.RespClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What nodes say of themselves. */
@Tag("server")
class NodesTest {

  private static final String ADDRESS = RedisServers.shared().address();
  private static final String SELF = "@";

  private final String namespace = "nodes-" + UUID.randomUUID();
  private final Fleet fleet = Fleet.at(ADDRESS, namespace);
  private final CountDownLatch answered = new CountDownLatch(1);

  @AfterEach
  void close() {
    answered.countDown();
    fleet.close();
  }

  private CommandRun nodes(String... more) {
    String[] arguments = new String[4 + more.length];
    System.arraycopy(new String[] {"nodes", ADDRESS, "-n", namespace}, 0, arguments, 0, 4);
    System.arraycopy(more, 0, arguments, 4, more.length);
    return CommandRun.of(arguments);
  }

  /** What each node says of a cache. */
  private List<JsonNode> states(String cache) {
    JsonNode called = nodes("--json").json().get("namespaces").get(0);
    assertThat(called.get("namespace").asText()).isEqualTo(namespace);
    assertThat(called.get("silent").asInt()).isZero();
    return StreamSupport.stream(called.get("nodes").spliterator(), false)
        .peek(node -> assertThat(node.get("node").asText()).contains(SELF))
        .flatMap(node -> StreamSupport.stream(node.get("caches").spliterator(), false))
        .filter(state -> state.get("cache").asText().equals(cache))
        .toList();
  }

  @Test
  void nodes_withCopies_tellHowManyAndWhichAreUsedMost() {
    EntresolCache<String, String> one = fleet.texts("customers");
    EntresolCache<String, String> other = fleet.texts("customers");
    for (int i = 0; i < 40; i++) {
      one.put("k" + i, "v");
    }
    for (int i = 0; i < 50; i++) {
      other.get("k7");
    }

    List<JsonNode> states = states("customers");
    assertThat(states)
        .extracting(state -> state.get("nearEntries").asInt())
        .containsExactlyInAnyOrder(40, 1);
    assertThat(states)
        .filteredOn(state -> state.get("nearEntries").asInt() == 1)
        .singleElement()
        .satisfies(
            state -> {
              assertThat(state.get("hot"))
                  .singleElement()
                  .matches(key -> key.asText().equals("s:k7"));
              assertThat(state.get("nearBytes").isNull()).isTrue();
              assertThat(state.get("loads").asInt()).isZero();
            });
    // A node answers a few times a second.
    await()
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> states("customers").stream().allMatch(state -> state.get("behind").asInt() == 0));
  }

  @Test
  void nodes_thatLoad_tellWhichKeys() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    EntresolCache<String, String> cache =
        fleet
            .node()
            .createCache(
                "slow",
                Fleet.near(String.class, String.class)
                    .readThrough(true)
                    .loader(() -> new Waiting(asked))
                    .build());
    CompletableFuture<String> load = CompletableFuture.supplyAsync(() -> cache.get("k"));
    asked.await();

    assertThat(states("slow"))
        .singleElement()
        .satisfies(
            state -> {
              assertThat(state.get("loads").asInt()).isEqualTo(1);
              assertThat(state.get("loading").get(0).asText()).isEqualTo("s:k");
            });
    answered.countDown();
    assertThat(load.get()).isEqualTo("loaded");
    assertThat(states("slow"))
        .singleElement()
        .matches(state -> state.get("loads").asInt() == 0 && state.get("loading").isEmpty());
  }

  private final class Waiting implements CacheLoader<String, String> {
    private final CountDownLatch asked;

    Waiting(CountDownLatch asked) {
      this.asked = asked;
    }

    @Override
    public String load(String key) {
      asked.countDown();
      try {
        answered.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return "loaded";
    }

    @Override
    public Map<String, String> loadAll(Iterable<? extends String> keys) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void nodes_thatDoNotAnswer_areCounted() {
    fleet.texts("customers").put("k", "v");
    try (RespClient deaf = RedisServers.shared().connect()) {
      deaf.command("SUBSCRIBE", namespace + ":announce");

      CommandRun run = nodes();

      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.out())
          .contains("HOTTEST KEYS", "customers", "s:k")
          .contains("1 node of " + namespace + " has not answered")
          .contains(namespace + ":announce:*");
    }
  }

  @Test
  void nodes_ofANamespaceWithoutAny_areNone() {
    CommandRun run = nodes("--json");

    assertThat(run.json().get("namespaces").get(0).get("nodes")).isEmpty();
    assertThat(run.json().get("namespaces").get(0).get("silent").asInt()).isZero();
  }
}
