package org.entresol.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.entresol.EntresolCache;
import org.entresol.testing.RedisServers;
import org.entresol.testing.RespClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Looks cost little, and change nothing, whatever lies there. */
@Tag("server")
class LookTest {

  private static final String ADDRESS = RedisServers.shared().address();
  private static final Pattern SENT = Pattern.compile("total_net_output_bytes:(\\d+)");
  private static final int LONG = 400_000;
  private static final int FEW = 200_000;

  private final String namespace = "look-" + UUID.randomUUID();
  private final Source source = new Source();
  private final Fleet fleet = Fleet.at(ADDRESS, namespace);

  @AfterEach
  void close() {
    fleet.close();
  }

  /** A cache with a dead letter, of whose nodes none is left. */
  private void leaveALetter(String value) {
    EntresolCache<String, String> cache =
        fleet.node().createCache("rows", source.behind(Duration.ofMillis(1)));
    source.refuse(true);
    cache.put("a", value);
    await().until(() -> cache.deadLetters().list(1).size() == 1);
    fleet.close();
  }

  private CommandRun run(String command, String... rest) {
    List<String> words = new ArrayList<>(List.of(command, ADDRESS));
    words.addAll(List.of(rest));
    words.addAll(List.of("-n", namespace, "--json"));
    return CommandRun.of(words.toArray(String[]::new));
  }

  private static long sent(RespClient admin) {
    Matcher said = SENT.matcher(admin.text("INFO", "stats"));
    assertThat(said.find()).isTrue();
    return Long.parseLong(said.group(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"doctor", "queue rows", "dead rows", "invalidate rows a --yes"})
  void command_longValues_fetchesNone(String command) {
    leaveALetter("v".repeat(LONG));
    String[] words = command.split(" ", -1);
    try (RespClient admin = RedisServers.shared().connect()) {
      long before = sent(admin);

      CommandRun run =
          run(words[0], List.of(words).subList(1, words.length).toArray(String[]::new));

      assertThat(run.out()).as(run.err()).startsWith("{");
      assertThat(sent(admin) - before).isLessThan(FEW);
    }
  }

  @Test
  void dead_orderLost_isListedAndStaysLost() {
    leaveALetter("1");
    try (RespClient admin = RedisServers.shared().connect()) {
      String[] orders =
          IntStream.range(0, 16)
              .mapToObj("%s:{rows:%%d}:q:buried".formatted(namespace)::formatted)
              .toArray(String[]::new);
      assertThat(admin.number(command("UNLINK", orders))).isEqualTo(1);

      CommandRun run = run("dead", "rows");

      assertThat(run.json().get("letters").findValuesAsText("key")).containsExactly("s:a");
      assertThat(admin.number(command("EXISTS", orders))).isZero();
    }
  }

  @Test
  void dead_letterThatCannotBeRead_isLeftWhereItIs() {
    leaveALetter("1");
    try (RespClient admin = RedisServers.shared().connect()) {
      String hash =
          IntStream.range(0, 16)
              .mapToObj("%s:{rows:%%d}:q:dead".formatted(namespace)::formatted)
              .filter(name -> admin.number("EXISTS", name) == 1)
              .findAny()
              .orElseThrow();
      long unused = admin.number("HSET", hash, "s:b", "no letter");

      CommandRun run = run("dead", "rows");

      assertThat(run.json().get("letters").findValuesAsText("key")).containsExactly("s:a");
      assertThat(admin.number("HEXISTS", hash, "s:b")).isEqualTo(1);
    }
  }

  private static String[] command(String name, String... rest) {
    List<String> words = new ArrayList<>(List.of(name));
    words.addAll(List.of(rest));
    return words.toArray(String[]::new);
  }
}
