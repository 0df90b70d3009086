package org.entresol.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.entresol.Stack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** The section for Redisson, which passes through unread. */
@Tag("unit")
final class RedisSectionTest {
  private static final String FILE =
      """
      namespace: shop # äöü \uD83D\uDE00
      redis:
        # where it is
        username: me
        password: "sec: ret"
        singleServerConfig:
          address: "redis://old:1"
          database: 3
        codec: !<org.redisson.codec.Kryo5Codec> {}
        threads: &n 4
        nettyThreads: *n
      caches:
        c:
      """;

  private final Fixture fixture;

  RedisSectionTest(@TempDir Path directory) {
    fixture = new Fixture(directory);
  }

  private RedisSection section(String text, String... properties) {
    return Objects.requireNonNull(
        fixture.load(text, Fixture.properties(properties)).redis(), "redis");
  }

  @Test
  void load_section_isHandedOnWithItsLinesAndColumns() {
    List<String> lines = section(FILE).yaml().lines().toList();
    List<String> inFile = FILE.lines().toList();

    assertThat(lines.subList(0, 3)).containsOnly("");
    assertThat(lines.subList(3, 11)).isEqualTo(inFile.subList(3, 11));
    assertThat(lines).hasSize(11);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis: { threads: 4 }",
        "redis: {\n threads: 4\n}\nnamespace: x",
        "{ redis: { threads: 4 }, namespace: x }",
        "? redis\n: threads: 4",
        "redis:\n    threads: 4\n...\n",
        "\uFEFFredis:\n  threads: 4",
        "redis: !!map\n  threads: 4\nnamespace: x",
        "redis: &all\n  threads: 4\n# bye"
      })
  void load_sectionOfAnyStyle_isTheSameYaml(String text) {
    Object yaml = new Yaml().load(section(text).yaml());

    assertThat(yaml).isEqualTo(Map.of("threads", 4));
  }

  @Test
  void load_noSection_isNone() {
    assertThat(fixture.load("namespace: x").redis()).isNull();
  }

  @Test
  void toString_section_isItsPlaceAlone() {
    assertThat(section(FILE)).hasToString(fixture.place("4:3: redis"));
  }

  @ParameterizedTest
  @CsvSource({
    "redis: secret, 1:8",
    "redis: [secret], 1:8",
    "redis:, 1:7",
    "redis: 'redis://u:secret@h:1', 1:8"
  })
  void load_noSectionButAValue_failsWithoutIt(String text, String position) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> fixture.load(text))
        .withMessage(
            "%sredis: is no section; allowed: a section as Redisson's own YAML has it, such as"
                + " singleServerConfig",
            fixture.place(position + ": "));
  }

  @ParameterizedTest
  @CsvSource({
    "password: *secret, 2:13, found undefined alias",
    "password: !secret!x y, 2:13, found undefined tag handle",
    "password: 'secret, 2:20, 'while scanning a quoted scalar, found unexpected end of stream'",
    "password: \"\\secret\", 2:15, found unknown escape character"
  })
  void load_passwordThatBreaksTheYaml_failsWithoutIt(String line, String at, String problem) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> fixture.load("redis:\n  " + line))
        .withMessageStartingWith(fixture.place(at.substring(0, 2)))
        .withMessageContaining("not plain YAML: ")
        .withMessageContaining(problem)
        .withMessageNotContaining("ecret")
        .withNoCause();
  }

  @Test
  void load_aliasOfSomethingOutside_failsWithItsPlace() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> fixture.load("namespace: &n shop\nredis:\n  clientName: *n"))
        .withMessage(fixture.place("3:15: not plain YAML: found undefined alias"));
  }

  @Test
  void load_tagElsewhere_isRefusedStill() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> fixture.load("caches: { c: { redis: !<x.Y> {} } }"))
        .withMessageContaining("the tag");
  }

  @Test
  void refused_yamlException_namesTheLineOfTheFile() {
    RedisSection section = section(FILE);
    YAMLException thrown = failure(section.yaml().replace("4", "[4"));

    assertThat(section.refused(new IllegalStateException(thrown)))
        .hasMessageStartingWith(fixture.place("11:15: redis: Redisson refuses it: "))
        .hasMessageNotContaining("nettyThreads")
        .hasNoCause();
  }

  private static YAMLException failure(String yaml) {
    try {
      new Yaml().load(yaml);
    } catch (YAMLException e) {
      return e;
    }
    throw new AssertionError("no failure");
  }

  @Test
  void refused_otherException_namesTheSectionAndTheRoot() {
    RuntimeException thrown =
        new RuntimeException(
            "outer", new IllegalArgumentException("bad redis://u:p@h:1 and sec: ret for me"));

    assertThat(section(FILE).refused(thrown))
        .hasMessage(
            fixture.place(
                "4:3: redis: Redisson refuses it: bad redis://***@h:1 and *** for me; allowed: what"
                    + " Redisson's own configuration file may hold"))
        .hasNoCause();
  }

  /** As Redisson does for a key that it does not have. */
  @Test
  void refused_unknownKey_namesTheKeyAndItsLine() {
    RedisSection section = section("redis:\n  singleServerConfig:\n    adress: x");
    Mark value = new Mark("", 33, 2, 12, new int[0], 0);
    Throwable thrown =
        new ConstructorFailure(
            "Cannot create property=adress for JavaBean=X@1",
            "Cannot invoke \"isWritable()\"",
            value,
            new NullPointerException("Cannot invoke \"isWritable()\""));

    assertThat(section.refused(thrown))
        .hasMessageStartingWith(
            fixture.place("3:13: redis: Redisson refuses it: adress: the key is unknown; allowed"));
  }

  private static final class ConstructorFailure extends MarkedYAMLException {
    private static final long serialVersionUID = 1L;

    ConstructorFailure(String context, String problem, Mark at, Throwable cause) {
      super(context, at, problem, at, cause);
    }
  }

  @Test
  @Timeout(20)
  void refused_sectionWithManyAliases_endsSoon() {
    StringBuilder text = new StringBuilder("redis:\n  password0: &a0 [lol, lol]\n");
    for (int i = 1; i < 40; i++) {
      text.append("  password%d: &a%d [%s]\n".formatted(i, i, "*a%d,".formatted(i - 1).repeat(9)));
    }

    assertThat(section(text.toString()).refused(new IllegalStateException("lol")))
        .hasMessageContaining("refuses it: ***;");
  }

  @Test
  void refused_exceptionWithoutMessage_namesItsClass() {
    assertThat(section(FILE).refused(new IllegalStateException((String) null)))
        .hasMessageContaining("refuses it: java.lang.IllegalStateException; allowed");
  }

  private Object withAddress(String text, String address) {
    return new Yaml().load(section(text, "entresol.redis.address", address).yaml());
  }

  @Test
  void load_addressInAProperty_changesTheAddressOnly() {
    String file = FILE.replaceFirst("  codec.*\n", "");

    assertThat(withAddress(file, "rediss://new:2"))
        .isEqualTo(
            Map.of(
                "username",
                "me",
                "password",
                "sec: ret",
                "singleServerConfig",
                Map.of("address", "rediss://new:2", "database", 3),
                "threads",
                4,
                "nettyThreads",
                4));
  }

  @Test
  void load_addressWithMoreInAProperty_changesThatToo() {
    String file =
        "redis: { username: a, singleServerConfig: { password: b, address: x, timeout: 5 } }";

    assertThat(withAddress(file, "redis://:p@new:2/9"))
        .isEqualTo(
            Map.of(
                "password",
                "p",
                "singleServerConfig",
                Map.of("address", "redis://new:2", "database", 9, "timeout", 5)));
  }

  @Test
  void load_addressInAProperty_keepsTags() {
    assertThat(section(FILE, "entresol.redis.address", "redis://new:2").yaml())
        .contains("codec: !<org.redisson.codec.Kryo5Codec>");
  }

  @Test
  void load_addressInAPropertyAlone_isAServer() {
    ManagerConfiguration read =
        fixture.load("caches: { c: }", Fixture.properties("entresol.redis.address", "redis://h:1"));

    assertThat(new Yaml().<Object>load(Objects.requireNonNull(read.redis()).yaml()))
        .isEqualTo(
            Map.of(
                "singleServerConfig",
                Map.of("connectionMinimumIdleSize", 4, "address", "redis://h:1")));
    assertThat(Objects.requireNonNull(read.namedCaches().get("c")).getStack())
        .isEqualTo(Stack.HEAP_REDIS);
  }

  @Test
  void load_addressInAPropertyForSeveralServers_fails() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () -> withAddress("redis:\n  clusterServersConfig: {}", "redis://me:secret@new:2"))
        .withMessage(
            "property entresol.redis.address: there is no single server whose address it could be"
                + " at "
                + fixture.place("2:3: redis; allowed: ")
                + "with a singleServerConfig there, or with no redis section");
  }

  @ParameterizedTest
  @CsvSource({
    "redis://u:secret@h:x, redis://***@h:x, names no host and port",
    "redis://u:sec ret@h:1, redis://***@h:1, is not a URI (Illegal character in authority)",
    "h:6379, h:6379, has another scheme than redis or rediss"
  })
  void load_addressOfNoForm_failsWithoutThePassword(String address, String shown, String reason) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> withAddress(FILE, address))
        .withMessage(
            "property entresol.redis.address: \"%s\" %s; allowed: %s",
            shown, reason, RedisAddress.FORM)
        .withNoCause();
  }
}
