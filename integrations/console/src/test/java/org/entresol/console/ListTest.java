package org.entresol.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.entresol.EntresolCache;
import org.entresol.testing.RedisServers;
import org.entresol.testing.RespClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The list of caches. */
@Tag("server")
class ListTest {

  private static final String ADDRESS = RedisServers.shared().address();

  private final Fleet fleet = Fleet.at(ADDRESS, "shop");

  @BeforeEach
  void empty() {
    try (RespClient admin = RedisServers.shared().connect()) {
      admin.command("FLUSHALL");
    }
  }

  @AfterEach
  void close() {
    fleet.close();
  }

  @Test
  void ls_cacheWithEntries_tellsHowManyAndWhatTheyTake() {
    EntresolCache<String, String> cache = fleet.texts("customers");
    for (int i = 0; i < 250; i++) {
      cache.put("k" + i, "value");
    }

    CommandRun run = CommandRun.of("ls", ADDRESS, "--json");

    JsonNode found = run.json().get("caches");
    assertThat(run.code()).isZero();
    assertThat(found).hasSize(1);
    assertThat(found.get(0).get("namespace").asText()).isEqualTo("shop");
    assertThat(found.get(0).get("cache").asText()).isEqualTo("customers");
    assertThat(found.get(0).get("partitions").asInt()).isEqualTo(16);
    assertThat(found.get(0).get("entries").asInt()).isEqualTo(250);
    assertThat(found.get(0).get("weighed").asInt()).isEqualTo(100);
    assertThat(found.get(0).get("bytes").asLong()).isBetween(250 * 50L, 250 * 300L);
    assertThat(found.get(0).get("eternal").asInt()).isEqualTo(100);
  }

  @Test
  void ls_forPeople_standsInColumns() {
    fleet.texts("a").put("k", "v");
    EntresolCache<String, String> unused = fleet.texts("longer");

    List<String> lines = CommandRun.of("ls", ADDRESS).out().lines().toList();

    assertThat(lines).hasSize(3);
    int column = lines.get(0).indexOf("CACHE");
    assertThat(lines.get(1).substring(column)).startsWith("a ");
    assertThat(lines.get(2).substring(column)).startsWith("longer ");
  }

  @Test
  void ls_ofANamespace_leavesOthersOut() {
    EntresolCache<String, String> mine = fleet.texts("mine");
    try (Fleet others = Fleet.at(ADDRESS, "other")) {
      EntresolCache<String, String> theirs = others.texts("theirs");
      theirs.put("k", "v");
      mine.put("k", "v");

      assertThat(CommandRun.of("ls", ADDRESS, "-n", "other", "--json").json().get("caches"))
          .singleElement()
          .matches(cache -> cache.get("cache").asText().equals("theirs"));
    }
  }

  @Test
  void ls_keysOfOthers_areNoCaches() {
    try (RespClient admin = RedisServers.shared().connect()) {
      admin.command("HSET", "session:42", "user", "anna");
      admin.command("SET", "a:{b:1}:e:s:c", "no entry");
      admin.command("SET", "counter:7", "1");
    }

    assertThat(CommandRun.of("ls", ADDRESS, "--json").json().get("caches"))
        .singleElement()
        .matches(cache -> cache.get("partitions").isNull());
  }

  @Test
  void ls_hostileName_steersNoTerminal() {
    String name = "a\u001b[2J{:}%\n\u202eb";
    fleet.texts(name).put("k", "v");

    assertThat(CommandRun.of("ls", ADDRESS).out())
        .doesNotContain("\u001b", "\u202e")
        .hasLineCount(2);
    CommandRun json = CommandRun.of("ls", ADDRESS, "--json");
    assertThat(json.out()).doesNotContain("\u001b", "\u202e").hasLineCount(1);
    assertThat(json.json().findValue("cache").asText()).isEqualTo(name);
  }

  @Test
  void ls_beforeATerminal_tellsHowFarItIs() {
    fleet.texts("customers").put("k", "v");

    CommandRun run = CommandRun.answering("", "ls", ADDRESS);

    assertThat(run.err()).contains("keys");
    assertThat(run.out()).doesNotContain("keys");
  }
}
