package org.entresol.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import org.entresol.EntresolCache;
import org.entresol.testing.RedisServer;
import org.entresol.testing.RespClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a Redis, and what is to be done. */
@Tag("server")
class DoctorTest {

  private static final Path MANUAL = Path.of("..", "..", "src", "site", "markdown");
  private static final Pattern USER =
      Pattern.compile("<!-- \\w+ -->\\s*```text\\Ruser (\\S+) (.*?)```", Pattern.DOTALL);

  private static final RedisServer REDIS = RedisServer.start();
  private static final RespClient ADMIN = REDIS.connect();
  private static final String ADDRESS = REDIS.address();

  private final Fleet fleet = Fleet.at(ADDRESS, "shop");

  @AfterAll
  static void stop() {
    ADMIN.close();
    REDIS.close();
  }

  @BeforeEach
  void reset() {
    ADMIN.command("FLUSHALL");
    limit("100mb", "allkeys-lru");
  }

  @AfterEach
  void close() {
    fleet.close();
  }

  private static void limit(String most, String policy) {
    ADMIN.command("CONFIG", "SET", "maxmemory", most);
    ADMIN.command("CONFIG", "SET", "maxmemory-policy", policy);
  }

  private static CommandRun doctor() {
    return doctor(ADDRESS);
  }

  private static CommandRun doctor(String uri) {
    return CommandRun.of("doctor", uri, "--namespace", "shop", "--json");
  }

  /** What is not well. */
  private static List<String> complaints(CommandRun run) {
    return StreamSupport.stream(run.json().get("findings").spliterator(), false)
        .filter(finding -> !finding.get("level").asText().equals("ok"))
        .map(JsonNode::toString)
        .toList();
  }

  @Test
  void doctor_allIsWell_endsWithZeroAndLeavesNothing() {
    EntresolCache<String, String> cache = fleet.texts("customers");
    cache.put("k", "v");
    long keys = ADMIN.number("DBSIZE");

    CommandRun run = doctor();

    assertThat(complaints(run)).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(ADMIN.number("DBSIZE")).isEqualTo(keys);
    assertThat(run.json().get("findings").findValuesAsText("check"))
        .contains("version", "clocks", "rights", "latency", "memory", "leftovers", "lifetimes");
  }

  @Test
  void doctor_forPeople_saysWhatToDo() {
    limit("0", "noeviction");

    CommandRun run = CommandRun.of("doctor", ADDRESS, "--namespace", "shop");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("warning  memory", "→ set maxmemory, else");
  }

  @Test
  void doctor_noMaxmemory_isAWarning() {
    limit("0", "noeviction");

    CommandRun run = doctor();

    assertThat(run.code()).isEqualTo(1);
    assertThat(complaints(run)).singleElement().asString().contains("maxmemory none");
  }

  @Test
  void doctor_entriesWithoutExpiryNorBound_areAWarning() {
    limit("100mb", "volatile-lru");
    fleet.texts("customers").put("k", "v");
    EntresolCache<String, String> expiring =
        fleet
            .node()
            .createCache(
                "expiring",
                Fleet.near(String.class, String.class)
                    .expiry(CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.HOURS, 1)))
                    .build());
    expiring.put("k", "v");

    CommandRun run = doctor();

    assertThat(run.code()).isEqualTo(1);
    assertThat(complaints(run))
        .singleElement()
        .asString()
        .contains("1 of 1 entries of 'customers' never expire");
  }

  @Test
  void doctor_recordOfAnUnknownFormat_isAnError() {
    ADMIN.command("HSET", "shop:customers", "format", "9", "partitions", "16");

    CommandRun run = doctor();

    assertThat(run.code()).isEqualTo(2);
    assertThat(complaints(run)).singleElement().asString().contains("format '9'");
  }

  @Test
  void doctor_leftovers_areWarnings() {
    ADMIN.command("HSET", "shop:a%v1", "format", "1", "partitions", "16");
    ADMIN.command("HSET", "shop:a%v2", "format", "1", "partitions", "16");
    ADMIN.command("SET", "shop:{gone:3}:e:s:k", "v");
    ADMIN.command("SET", "shop:{a%v2:3}:e:s:k", "of another format", "PX", "60000");
    ADMIN.command("HSET", "shop:{a%v2:3}:q:bad", "k", "v");

    CommandRun run = doctor();

    assertThat(run.code()).isEqualTo(1);
    assertThat(complaints(run))
        .hasSize(4)
        .anyMatch(text -> text.contains("the versions [1, 2] of 'a'"))
        .anyMatch(text -> text.contains("of 'gone' in shop there are 1 entries, but no record"))
        .anyMatch(text -> text.contains("1 of 1 entries of 'a%v2' are of an unknown format"))
        .anyMatch(text -> text.contains("aside in 1 partitions"));
  }

  private static List<String> rules() {
    return rules("operations.md", "shop");
  }

  /** What a page of the manual says of a user. */
  private static List<String> rules(String page, String name) {
    try {
      Matcher user = USER.matcher(Files.readString(MANUAL.resolve(page)));
      assertThat(user.find()).as("a user in %s", page).isTrue();
      assertThat(user.group(1)).isEqualTo(name);
      return List.of(user.group(2).strip().split("\\s+"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CommandRun asUserWithout(String command) {
    List<String> words = new ArrayList<>(List.of("ACL", "SETUSER", "shop", "reset"));
    rules().stream().filter(rule -> !rule.equals("+" + command)).forEach(words::add);
    ADMIN.command(words.toArray(String[]::new));
    return doctor(ADDRESS.replace("//", "//shop:secret@"));
  }

  @Test
  void doctor_asTheUserOfTheManual_hasAllRights() {
    fleet.texts("customers").put("k", "v");

    CommandRun run = asUserWithout("nothing");

    assertThat(complaints(run)).isEmpty();
    assertThat(run.code()).as(run.err()).isZero();
  }

  @Test
  void doctor_ofNoNamespace_triesOneThatHasCaches() {
    fleet.texts("customers").put("k", "v");
    CommandRun unused = asUserWithout("nothing");

    CommandRun run = CommandRun.of("doctor", ADDRESS.replace("//", "//shop:secret@"), "--json");

    assertThat(run.code()).as(run.out() + run.err()).isZero();
  }

  @Test
  void looks_asTheViewerOfTheManual_areAllowed() {
    fleet.texts("customers").put("k", "v");
    List<String> words = new ArrayList<>(List.of("ACL", "SETUSER", "viewer", "reset"));
    words.addAll(rules("console.md", "viewer"));
    ADMIN.command(words.toArray(String[]::new));
    String uri = ADDRESS.replace("//", "//viewer:secret@");

    CommandRun listing = CommandRun.of("ls", uri, "-n", "shop", "--json");
    assertThat(listing.code()).as(listing.err()).isZero();
    JsonNode listed = listing.json().get("caches").get(0);
    CommandRun found = CommandRun.of("get", uri, "customers", "k", "-n", "shop", "--json");

    assertThat(listed.get("bytes").asLong()).isPositive();
    assertThat(listed.get("eternal").asInt()).isEqualTo(1);
    assertThat(found.json().findValue("value").asText()).isEqualTo("v");
    for (List<String> look :
        List.of(
            List.of("queue", uri, "customers", "-n", "shop"),
            List.of("dead", uri, "customers", "-n", "shop"),
            List.of("top", uri, "-n", "shop", "--count", "1"))) {
      CommandRun looked = CommandRun.of(look.toArray(String[]::new));
      assertThat(looked.code()).as(look + looked.err()).isZero();
    }
    assertThat(CommandRun.of("invalidate", uri, "customers", "k", "--yes").code()).isEqualTo(2);
  }

  @Test
  void ls_asAUserWhoMayNotScan_saysSoInOneLine() {
    CommandRun unused = asUserWithout("scan");

    CommandRun run = CommandRun.of("ls", ADDRESS.replace("//", "//shop:secret@"));

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).hasLineCount(1).contains("could not scan").doesNotContain("Exception");
  }

  @Test
  void ls_asAUserWhoMayNotWeigh_tellsTheRest() {
    fleet.texts("customers").put("k", "v");
    CommandRun unused = asUserWithout("memory|usage");
    String uri = ADDRESS.replace("//", "//shop:secret@");

    JsonNode listed = CommandRun.of("ls", uri, "-n", "shop", "--json").json().get("caches").get(0);
    JsonNode found = CommandRun.of("get", uri, "customers", "k", "--json").json();

    assertThat(listed.get("entries").asInt()).isEqualTo(1);
    assertThat(listed.get("bytes").isNull()).isTrue();
    assertThat(found.findValue("value").asText()).isEqualTo("v");
    assertThat(found.findValue("memoryBytes").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "set,       error",
    "evalsha,   error",
    "publish,   error",
    "subscribe, error",
    "mget,      error",
    "setrange,  warning",
    "zmscore,   warning",
    "hlen,      warning",
    "hincrby,   warning",
    "pttl,      warning",
    "memory|usage, warning"
  })
  void doctor_aRightTakenAway_isNamed(String command, String level) {
    fleet.texts("customers").put("k", "v");

    CommandRun run = asUserWithout(command);

    assertThat(complaints(run))
        .singleElement()
        .asString()
        .contains("\"level\":\"" + level + "\"", "+" + command);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hmget", "scan"})
  void doctor_whoMayNotLookForCaches_tellsWhatItMayStill(String command) {
    fleet.texts("customers").put("k", "v");

    CommandRun run = asUserWithout(command);

    assertThat(run.code()).isEqualTo(2);
    assertThat(complaints(run))
        .hasSize(2)
        .anyMatch(text -> text.contains("\"check\":\"rights\"") && text.contains("+" + command))
        .anyMatch(text -> text.contains("\"check\":\"caches\""));
    assertThat(run.json().get("findings").findValuesAsText("check"))
        .contains("memory")
        .doesNotContain("lifetimes", "leftovers");
  }
}
