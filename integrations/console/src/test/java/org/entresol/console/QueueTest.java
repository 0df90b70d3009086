package org.entresol.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.entresol.EntresolCache;
import org.entresol.testing.RedisServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pending writes and dead letters, from the command line. */
@Tag("server")
class QueueTest {

  private static final String ADDRESS = RedisServers.shared().address();

  private final String namespace = "queue-" + UUID.randomUUID();
  private final Fleet fleet = Fleet.at(ADDRESS, namespace);
  private final Source source = new Source();

  @AfterEach
  void close() {
    source.refuse(false);
    fleet.close();
  }

  private EntresolCache<String, String> cache(Duration delay) {
    return fleet.node().createCache("rows", source.behind(delay));
  }

  private CommandRun run(String command, String... rest) {
    String[] all = new String[5 + rest.length];
    System.arraycopy(
        new String[] {command, ADDRESS, "rows", "--namespace", namespace}, 0, all, 0, 5);
    System.arraycopy(rest, 0, all, 5, rest.length);
    return CommandRun.of(all);
  }

  /** A cache with two dead letters. */
  private EntresolCache<String, String> withDeadLetters() {
    EntresolCache<String, String> cache = cache(Duration.ofMillis(1));
    source.refuse(true);
    cache.put("a", "1");
    cache.put("b", "2");
    await().until(() -> run("dead", "--json").json().get("letters").size() == 2);
    source.refuse(false);
    return cache;
  }

  @Test
  void queue_pendingWrites_tellsHowManyAndWhere() {
    EntresolCache<String, String> cache = cache(Duration.ofHours(1));
    cache.put("a", "1");
    cache.put("b", "2");
    cache.remove("b");

    CommandRun run = run("queue", "--json");

    JsonNode found = run.json();
    assertThat(run.code()).isZero();
    assertThat(found.get("pending").asInt()).isEqualTo(2);
    assertThat(
            StreamSupport.stream(found.get("partitions").spliterator(), false)
                .mapToInt(partition -> partition.get("pending").asInt())
                .sum())
        .isEqualTo(2);
    assertThat(found.get("writes").findValuesAsText("key")).containsExactlyInAnyOrder("s:a", "s:b");
    assertThat(found.get("writes").findValuesAsText("deletion"))
        .containsExactlyInAnyOrder("true", "false");
    assertThat(run("queue").out()).startsWith("2 pending writes");
  }

  @Test
  void queue_nothingPending_saysSo() {
    EntresolCache<String, String> unused = cache(Duration.ofMillis(1));

    assertThat(run("queue").out()).startsWith("0 pending writes");
  }

  @Test
  void dead_writesGivenUp_areListedWithTheirErrors() {
    EntresolCache<String, String> unused = withDeadLetters();

    CommandRun run = run("dead");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("s:a", "s:b", "the disk is full").doesNotContain("\u001b");
  }

  @Test
  void dead_replayed_reachTheSource() {
    EntresolCache<String, String> unused = withDeadLetters();

    CommandRun run = run("dead", "--replay", "--yes", "--json");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.json().get("replayed")).hasSize(2);
    await()
        .untilAsserted(
            () -> assertThat(source.rows()).containsEntry("a", "1").containsEntry("b", "2"));
    assertThat(run("dead").code()).isZero();
  }

  @Test
  void dead_oneDropped_leavesTheOther() {
    EntresolCache<String, String> unused = withDeadLetters();

    CommandRun run = run("dead", "a", "--drop", "--yes");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run("dead", "--json").json().get("letters").findValuesAsText("key"))
        .containsExactly("s:b");
    assertThat(source.rows()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "b"})
  void dead_keyBehindTheLimit_isListedAndReplayed(String key) {
    EntresolCache<String, String> unused = withDeadLetters();

    assertThat(
            run("dead", key, "--limit", "1", "--json")
                .json()
                .get("letters")
                .findValuesAsText("key"))
        .containsExactly("s:" + key);
    CommandRun run = run("dead", key, "--limit", "1", "--replay", "--yes", "--json");

    assertThat(run.json().get("replayed")).hasSize(1);
    await().untilAsserted(() -> assertThat(source.rows()).containsOnlyKeys(key));
  }

  @Test
  void dead_keyWithoutALetter_isLeft() {
    EntresolCache<String, String> unused = withDeadLetters();

    CommandRun run = run("dead", "a", "c", "--drop", "--yes", "--json");

    assertThat(run.json().get("dropped").get(0).asText()).isEqualTo("s:a");
    assertThat(run.json().get("left").get(0).asText()).isEqualTo("c");
  }

  @Test
  void dead_droppedWhereNobodyCanBeAsked_isRefused() {
    EntresolCache<String, String> unused = withDeadLetters();

    CommandRun run = run("dead", "--drop");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).hasLineCount(1).contains("--yes");
    assertThat(run("dead", "--json").json().get("letters")).hasSize(2);
  }

  @Test
  void dead_replayedAndDroppedAtOnce_isRefused() {
    CommandRun run = run("dead", "--drop", "--replay", "--yes");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).hasLineCount(1).contains("--replay", "--drop");
  }
}
