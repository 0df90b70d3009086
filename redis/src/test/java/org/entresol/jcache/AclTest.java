package org.entresol.jcache;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.spi.CachingProvider;
import org.assertj.core.util.Throwables;
import org.entresol.Stack;
import org.entresol.redis.FewConnections;
import org.entresol.testing.CommandStats;
import org.entresol.testing.RedisServer;
import org.entresol.testing.RespClient;
import org.entresol.tier.redis.RedisSettings;
import org.entresol.tier.redis.RedisSurvey;
import org.entresol.tier.redis.RollCall;
import org.entresol.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The Redis user that the manual tells administrators to make may do what is needed, no more. */
@Tag("server")
class AclTest {

  private static final Path MANUAL = Path.of("..", "src", "site", "markdown", "operations.md");

  /** The lines of the manual that follow the mark: a user as in Redis's own file of users. */
  private static final Pattern USER =
      Pattern.compile("<!-- acl -->\\s*```text\\Ruser (\\S+) (.*?)```", Pattern.DOTALL);

  /**
   * Redisson tries at its start whether a script may name keys of two slots, and can do without.
   */
  private static final String PROBE = "eval";

  /** What happens in the background, where there is nobody whom a failure could be thrown at. */
  private static final Set<String> UNSEEN =
      Set.of(
          "setrange",
          "pexpireat",
          "persist",
          "unsubscribe",
          // Whoever cannot lock loads without.
          "exists",
          "hexists",
          "hincrby",
          "pexpire",
          "pttl",
          "get",
          // Without it what has tags counts as recalled.
          "zmscore",
          // Without them pending writes are not carried out.
          "zrangebyscore",
          "zrem",
          "zcard",
          "zscore",
          "hdel");

  /** All that Redis 6 says of a command that a script may not call; its log says which. */
  private static final String NAMELESS =
      "The user executing the script can't run this command or subcommand";

  private static RedisServer redis;
  private static RespClient admin;

  @BeforeAll
  static void start() {
    redis = RedisServer.start();
    admin = redis.connect();
  }

  @AfterAll
  static void stop() {
    admin.close();
    redis.close();
  }

  private static List<String> rules() {
    try {
      Matcher user = USER.matcher(Files.readString(MANUAL));
      assertThat(user.find()).as("a user in %s", MANUAL).isTrue();
      assertThat(user.group(1)).isEqualTo("shop");
      return List.of(user.group(2).strip().split("\\s+"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<String> commands() {
    return rules().stream().filter(rule -> rule.startsWith("+")).map(rule -> rule.substring(1));
  }

  static Stream<String> calledInTheForeground() {
    return commands().filter(command -> !UNSEEN.contains(command));
  }

  static Stream<String> calledInTheBackground() {
    return commands().filter(UNSEEN::contains);
  }

  /** A server that knows no script and has no key, and the user of the manual. */
  @BeforeEach
  void reset() {
    admin.command("FLUSHALL");
    admin.command("SCRIPT", "FLUSH");
    admin.command("ACL", "LOG", "RESET");
    allow(rules());
  }

  private static void allow(List<String> rules) {
    List<String> words = new ArrayList<>(List.of("ACL", "SETUSER", "shop", "reset"));
    words.addAll(rules);
    admin.command(words.toArray(String[]::new));
  }

  private static URI uri(String credentials) {
    return URI.create(redis.address().replace("//", "//" + credentials + "@"));
  }

  private static CacheManager open(CachingProvider provider, URI uri) {
    Properties properties = new Properties();
    properties.setProperty("entresol.namespace", "shop");
    return provider.getCacheManager(uri, null, properties);
  }

  @ParameterizedTest
  @EnumSource(names = {"HEAP_REDIS", "REDIS"})
  void everyOperation_asTheUserOfTheManual_isAllowed(Stack stack) {
    try (CachingProvider provider = new EntresolCachingProvider()) {
      new EveryOperation(open(provider, uri("shop:secret")), stack, admin).run();
    }

    assertThat(denied()).isSubsetOf(Set.of(PROBE));
  }

  @Test
  void commands_ofTheManual_areAllNeeded(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("shop.yaml");
    Files.writeString(
        file,
        """
        namespace: shop
        redis:
          username: shop
          password: secret
          singleServerConfig: { address: "%s", pingConnectionInterval: 100 }
        """
            .formatted(redis.address()));
    CommandStats before = CommandStats.of(redis);
    try (CachingProvider provider = new EntresolCachingProvider()) {
      new EveryOperation(provider.getCacheManager(file.toUri(), null), Stack.HEAP_REDIS, admin)
          .run();
    }

    await()
        .untilAsserted(
            () ->
                assertThat(CommandStats.of(redis).since(before).calls().keySet())
                    .containsAll(commands().map(AclTest::named).toList()));
  }

  @ParameterizedTest
  @MethodSource("calledInTheForeground")
  void everyOperation_withACommandTakenAway_failsAndNamesIt(String command) {
    takeAway(command);

    Throwable thrown;
    try (CachingProvider provider = new EntresolCachingProvider()) {
      CacheManager manager = open(provider, uri("shop:secret"));
      thrown = catchThrowable(() -> new EveryOperation(manager, Stack.HEAP_REDIS, admin).run());
    }

    assertThat(denied()).contains(named(command));
    assertThat(thrown)
        .isInstanceOf(CacheException.class)
        .message()
        .containsAnyOf("'" + named(command) + "'", NAMELESS);
  }

  /** What waits for the background ends with the refusal, not with its own time-out. */
  @ParameterizedTest
  @MethodSource("calledInTheBackground")
  void everyOperation_withACommandOfTheBackgroundTakenAway_isRefusedIt(String command) {
    takeAway(command);

    Callable<Boolean> refused = () -> denied().contains(named(command));
    try (CachingProvider provider = new EntresolCachingProvider()) {
      CacheManager manager = open(provider, uri("shop:secret"));
      Throwable unused =
          catchThrowable(() -> new EveryOperation(manager, Stack.HEAP_REDIS, admin, refused).run());
    }

    assertThat(denied()).contains(named(command));
  }

  private static void takeAway(String command) {
    allow(rules().stream().filter(rule -> !rule.equals("+" + command)).toList());
  }

  /** The commands that were refused, as the server logged them. */
  private static Set<String> denied() {
    List<?> entries = (List<?>) requireNonNull(admin.command("ACL", "LOG"));
    return entries.stream()
        .map(entry -> (List<?>) entry)
        .map(entry -> (String) entry.get(entry.indexOf("object") + 1))
        .collect(toSet());
  }

  /** Redis 6 does not tell apart what a command can be told to do. */
  private static String named(String command) {
    return isRedis6() ? command.replaceFirst("\\|.*", "") : command;
  }

  private static boolean isRedis6() {
    return admin.text("INFO", "server").contains("redis_version:6.");
  }

  @Test
  void node_asTheUserOfTheManual_answersWhoAsksWhatItHas() {
    assertThat(calledRoll().nodes()).hasSize(1);

    allow(rules().stream().map(rule -> rule.replace(":announce*", ":announce")).toList());
    assertThat(calledRoll().silent()).isEqualTo(1);
  }

  private static RollCall calledRoll() {
    RedisSettings settings =
        RedisSettings.of(
            FewConnections.single(redis.address()),
            "",
            Duration.ofSeconds(3),
            5,
            Duration.ofSeconds(1),
            Duration.ofSeconds(5));
    try (CachingProvider provider = new EntresolCachingProvider();
        RedisSurvey survey = RedisSurvey.open(settings, Clock.system())) {
      Object unused =
          open(provider, uri("shop:secret"))
              .createCache("c", RedisNodes.texts(Stack.HEAP_REDIS).build());
      return survey.rollCall("shop");
    }
  }

  @Test
  void manager_withTheWrongPassword_saysSoWithoutIt() {
    try (CachingProvider provider = new EntresolCachingProvider()) {
      CacheManager manager = open(provider, uri("shop:mistaken"));
      assertThatThrownBy(() -> new EveryOperation(manager, Stack.REDIS, admin).run())
          .isInstanceOf(CacheException.class)
          .hasMessageContaining("WRONGPASS")
          .extracting(Throwables::getStackTrace)
          .asString()
          .doesNotContain("mistaken");
    }
  }
}
