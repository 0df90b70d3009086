package org.entresol.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.entresol.Stack;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** A manager whose URI is that of a Redis. */
@Tag("unit")
final class RedisAddressTest {

  private static ManagerConfiguration load(String uri) {
    return ManagerConfiguration.load(URI.create(uri), Fixture.LOADER, new Properties());
  }

  private static Object redissonsView(String uri) {
    return new Yaml().load(Objects.requireNonNull(load(uri).redis()).yaml());
  }

  @ParameterizedTest
  @MethodSource("forms")
  void load_redisUri_isASingleServer(String uri, Map<String, Object> yaml) {
    assertThat(redissonsView(uri)).isEqualTo(yaml);
  }

  private static Stream<Arguments> forms() {
    return Stream.of(
        Arguments.of("redis://localhost:6379", server("redis://localhost:6379")),
        Arguments.of("rediss://h:1", server("rediss://h:1")),
        Arguments.of("REDIS://h:1", server("redis://h:1")),
        Arguments.of("redis://h", server("redis://h:6379")),
        Arguments.of("redis://h/", server("redis://h:6379")),
        Arguments.of("redis://redis_1:65535", server("redis://redis_1:65535")),
        Arguments.of("redis://[::1]:7", server("redis://[::1]:7")),
        Arguments.of("redis://h:1#second", server("redis://h:1")),
        Arguments.of("redis://h:1/7", Map.of("singleServerConfig", database("redis://h:1", 7))),
        Arguments.of("redis://u:p@h:1", with(server("redis://h:1"), "u", "p")),
        Arguments.of("redis://:p@h:1", with(server("redis://h:1"), null, "p")),
        Arguments.of("redis://p@h:1", with(server("redis://h:1"), null, "p")),
        Arguments.of("redis://@h:1", server("redis://h:1")),
        Arguments.of("redis://u:p:q+r%2B%40@h:1", with(server("redis://h:1"), "u", "p:q+r+@")),
        Arguments.of(
            "redis://u:!%3Ca.B%3E$%7BHOME%7D%22%5C%0A%F0%9F%98%80@h:1",
            with(server("redis://h:1"), "u", "!<a.B>${HOME}\"\\\n\uD83D\uDE00")),
        Arguments.of("redis://0:123@h:1", with(server("redis://h:1"), "0", "123")));
  }

  private static Map<String, Object> server(String address) {
    return Map.of("singleServerConfig", Map.of("connectionMinimumIdleSize", 4, "address", address));
  }

  private static Map<String, Object> database(String address, int number) {
    return Map.of("connectionMinimumIdleSize", 4, "address", address, "database", number);
  }

  private static Map<String, Object> with(
      Map<String, Object> server, @Nullable String user, String password) {
    Map<String, Object> all = new HashMap<>(server);
    all.put("password", password);
    if (user != null) {
      all.put("username", user);
    }
    return all;
  }

  /** Redisson replaces variables and tags in the text before it parses it. */
  @Test
  void load_passwordLikeATagOrVariable_isNotSoInTheText() {
    assertThat(Objects.requireNonNull(load("redis://u:!%3Ca%3E$%7BHOME%7D@h:1").redis()).yaml())
        .doesNotContain("!", "$");
  }

  @Test
  void load_redisUri_makesRedisTheDefault() {
    ManagerConfiguration read = load("redis://localhost");

    assertThat(read.defaultStack()).isEqualTo(Stack.HEAP_REDIS);
    assertThat(read.namespace()).isEqualTo("entresol");
    assertThat(read.redisTerms()).isEqualTo(RedisTerms.DEFAULT);
    assertThat(read.namedCaches()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          redis:secret               | redis:secret          | names no host and port
          redis:secret@h             | redis:***@h           | names no host and port
          redis:///1                 | redis:///1            | names no host and port
          redis://u:secret@          | redis://***@          | names no host and port
          redis://u:secret@h:x       | redis://***@h:x       | names no host and port
          redis://secret@u@h:1       | redis://***@h:1       | names no host and port
          redis://u:secret@h:0       | redis://***@h:0       | has a port that is not between 1 and 65535
          redis://u:secret@h:65536   | redis://***@h:65536   | has a port that is not between 1 and 65535
          redis://u:secret@h:1/x     | redis://***@h:1/x     | has a path that is no number of a database
          redis://u:secret@h:1/1/2   | redis://***@h:1/1/2   | has a path that is no number of a database
          redis://h:1?p=secret       | redis://h:1?***       | has a query, which Redis has no use for
          """)
  void load_otherForm_failsWithoutThePassword(String uri, String shown, String reason) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> load(uri))
        .withMessageStartingWith("configuration \"%s\": %s; allowed: entresol:", shown, reason)
        .withMessageEndingWith(RedisAddress.FORM)
        .withNoCause();
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis://u:se cret@h:1", "redis://u:secret%@h:1", "redis://u:secret\\@h"})
  void of_noUri_failsWithoutThePassword(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RedisAddress.of(text))
        .withMessageStartingWith("is not a URI (")
        .withMessageNotContaining("cret")
        .withNoCause();
  }

  @Test
  void of_otherScheme_fails() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RedisAddress.of("http://h:1"))
        .withMessage("has another scheme than redis or rediss");
  }

  @Test
  void toString_userAndPassword_areNotShown() {
    assertThat(RedisAddress.of("redis://me:secret@h:1")).hasToString("redis://h:1");
  }

  @ParameterizedTest
  @CsvSource({
    "redis://h:1/2#x, redis://h:1/2#x",
    "redis://u:p@h:1/2#x, redis://***@h:1/2#x",
    "rediss://p@h, rediss://***@h",
    "redis://p@q@h, redis://***@h",
    "redis://h?password=p#x, redis://h?***#x",
    "http://u:p@h/x.yaml, http://***@h/x.yaml",
    "//u:p@h/x.yaml, //***@h/x.yaml",
    "file:/a@b/x.yaml, file:/a@b/x.yaml",
    "file:///a@b/x.yaml?c=d, file:///a@b/x.yaml?c=d",
    "a@b.yaml, a@b.yaml",
    "entresol:default, entresol:default"
  })
  void shown_uri_hidesWhatTheServerAloneMayKnow(URI uri, String shown) {
    assertThat(ManagerConfiguration.shown(uri)).isEqualTo(shown);
  }
}
