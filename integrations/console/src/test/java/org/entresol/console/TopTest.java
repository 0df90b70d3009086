package org.entresol.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.entresol.EntresolCache;
import org.entresol.testing.RedisServers;
import org.entresol.testing.RespClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What goes on just now. */
@Tag("server")
class TopTest {

  private static final String ADDRESS = RedisServers.shared().address();

  private final String namespace = "top-" + UUID.randomUUID();
  private final Fleet fleet = Fleet.at(ADDRESS, namespace);

  @AfterEach
  void close() {
    fleet.close();
  }

  @Test
  void top_cacheThatChanges_comesFirstWithItsNodes() {
    EntresolCache<String, String> quiet = fleet.texts("a");
    quiet.put("k", "v");
    EntresolCache<String, String> busy = fleet.texts("b");

    CompletableFuture<CommandRun> run =
        CompletableFuture.supplyAsync(
            () -> CommandRun.of("top", ADDRESS, "-n", namespace, "--count", "1", "--json"));
    for (int i = 0; !run.isDone(); i++) {
      busy.put("k" + i % 100, "v");
    }

    JsonNode caches = run.join().json().get("caches");
    assertThat(caches.findValuesAsText("cache")).containsExactly("b", "a");
    assertThat(caches.get(0).get("changesPerSecond").asDouble()).isGreaterThan(10);
    assertThat(caches.get(1).get("changesPerSecond").asDouble()).isZero();
    assertThat(caches.get(0).get("nodes").asInt()).isEqualTo(2);
    assertThat(run.join().json().get("servers").get(0).get("commandsPerSecond").asLong())
        .isPositive();
  }

  @Test
  void top_forPeople_namesServersAndCaches() {
    fleet.texts("a").put("k", "v");

    assertThat(CommandRun.of("top", ADDRESS, "-n", namespace, "--count", "1").out())
        .contains(
            "COMMANDS/S", "127.0.0.1:" + RedisServers.shared().port(), "CHANGES/S", namespace);
  }

  @Test
  void top_whoseAnswerNobodyTakes_ends() {
    CommandRun run =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20), () -> CommandRun.unheard("top", ADDRESS, "--json"));

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).hasLineCount(1).contains("nobody takes it");
  }

  @Test
  void top_besideACacheOfAnotherRelease_showsTheRest() {
    fleet.texts("a").put("k", "v");
    try (RespClient admin = RedisServers.shared().connect()) {
      admin.command("HSET", namespace + ":later", "format", "9", "partitions", "16");
    }

    CommandRun run = CommandRun.of("top", ADDRESS, "-n", namespace, "--count", "1", "--json");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.json().get("caches").findValuesAsText("cache")).containsExactly("a");
  }
}
