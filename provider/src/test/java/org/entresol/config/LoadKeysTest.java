package org.entresol.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.cache.configuration.MutableConfiguration;
import org.entresol.EntresolConfiguration;
import org.entresol.Jitter;
import org.entresol.LoadGuard;
import org.entresol.LoadSettings;
import org.entresol.Stack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How a cache loads, said in a file and in properties. */
final class LoadKeysTest {
  private static final String REDIS = "redis: { singleServerConfig: { address: 'redis://h:1' } }\n";

  /** A change of the settings; a name for the many. */
  private interface Change extends UnaryOperator<LoadSettings> {}

  private final Fixture fixture;

  LoadKeysTest(@TempDir Path directory) {
    fixture = new Fixture(directory);
  }

  private LoadSettings inFile(String text, String... properties) {
    ManagerConfiguration read = fixture.load(REDIS + text, Fixture.properties(properties));
    return Objects.requireNonNull(read.namedCaches().get("c")).getLoad();
  }

  private static EntresolConfiguration<Object, Object> inJava(Change change) {
    return EntresolConfiguration.builder(Object.class, Object.class).load(change).build();
  }

  /** Each key, a value that is not its default, and the same in Java. */
  private static Stream<Arguments> values() {
    return Stream.of(
        value("guard", "none", l -> l.guard(LoadGuard.NONE)),
        value("guard", "node", l -> l.guard(LoadGuard.NODE)),
        value("guard", "cluster", l -> l.guard(LoadGuard.CLUSTER)),
        value("wait", "0s", l -> l.waitTime(Duration.ZERO)),
        value("wait", "250ms", l -> l.waitTime(Duration.ofMillis(250))),
        value("lease", "100ms", l -> l.lease(Duration.ofMillis(100))),
        value("refresh-ahead", "1.0", l -> l.refreshAhead(1)),
        value("refresh-ahead", "0.25", l -> l.refreshAhead(0.25)),
        value("refresh-ahead", "100", l -> l.refreshAhead(100)),
        value("refresh-ahead", "0", l -> l.refreshAhead(0)),
        value("refresh-after", "80%", l -> l.refreshAfter(0.8)),
        value("refresh-after", "1%", l -> l.refreshAfter(0.01)),
        value("refresh-after", "99%", l -> l.refreshAfter(0.99)),
        value("stale-while-revalidate", "30s", l -> l.staleWhileRevalidate(Duration.ofSeconds(30))),
        value("stale-if-error", "1h", l -> l.staleIfError(Duration.ofHours(1))),
        value("backoff", "1ms", l -> l.backoff(Duration.ofMillis(1))),
        value("soft-timeout", "200ms", l -> l.softTimeout(Duration.ofMillis(200))),
        value("hard-timeout", "5s", l -> l.hardTimeout(Duration.ofSeconds(5))),
        value("jitter", "10%", l -> l.jitter(Jitter.share(0.1))),
        value("jitter", "50%", l -> l.jitter(Jitter.share(0.5))),
        value("jitter", "0%", l -> l.jitter(Jitter.NONE)),
        value("jitter", "2s", l -> l.jitter(Jitter.upTo(Duration.ofSeconds(2)))),
        value("absent", "5s", l -> l.absent(Duration.ofSeconds(5))));
  }

  private static Arguments value(String key, String text, Change inJava) {
    return Arguments.of(key, text, inJava);
  }

  @ParameterizedTest
  @MethodSource("values")
  void load_keyInASection_isSaid(String key, String text, Change change) {
    assertThat(inFile("caches: { c: { load: { %s: %s } } }".formatted(key, text)))
        .isEqualTo(change.apply(LoadSettings.DEFAULT))
        .isNotEqualTo(LoadSettings.DEFAULT);
  }

  @ParameterizedTest
  @MethodSource("values")
  void load_keyInDefaults_isSaid(String key, String text, Change change) {
    assertThat(inFile("defaults: { load: { %s: %s } }\ncaches: { c: }".formatted(key, text)))
        .isEqualTo(change.apply(LoadSettings.DEFAULT));
  }

  @ParameterizedTest
  @MethodSource("values")
  void load_keyInAProperty_isSaid(String key, String text, Change change) {
    assertThat(inFile("caches: { c: }", "entresol.caches.c.load." + key, text))
        .isEqualTo(change.apply(LoadSettings.DEFAULT));
  }

  @ParameterizedTest
  @MethodSource("values")
  void forCache_oneKeySaidInJava_takesTheRestFromTheFile(String key, String text, Change change) {
    ManagerConfiguration read =
        fixture.load(
            REDIS
                + """
                defaults:
                  load:
                    guard: node
                    wait: 7s
                    lease: 7s
                    stale-while-revalidate: 7s
                    stale-if-error: 7s
                    backoff: 7s
                    soft-timeout: 1ms
                    hard-timeout: 7s
                    jitter: 7%
                    absent: 7s
                """);
    LoadSettings ofTheFile = read.forCache("c", new MutableConfiguration<>()).getLoad();

    assertThat(read.forCache("c", inJava(change)).getLoad())
        .as("%s: %s", key, text)
        .isEqualTo(change.apply(ofTheFile));
  }

  @Test
  void load_twoSections_areLaidOverOneAnotherKeyByKey() {
    assertThat(
            inFile(
                """
                defaults: { load: { lease: 1s, wait: 1s, absent: 1s } }
                caches:
                  "*": { load: { wait: 2s, absent: 2s } }
                  c: { load: { absent: 3s } }
                """))
        .isEqualTo(
            LoadSettings.DEFAULT
                .lease(Duration.ofSeconds(1))
                .waitTime(Duration.ofSeconds(2))
                .absent(Duration.ofSeconds(3)));
  }

  @Test
  void load_property_replacesItsKeyOnly() {
    assertThat(
            inFile(
                "caches: { c: { load: { lease: 1s, jitter: 10% } } }",
                "entresol.caches.c.load.jitter", "3s"))
        .isEqualTo(
            LoadSettings.DEFAULT
                .lease(Duration.ofSeconds(1))
                .jitter(Jitter.upTo(Duration.ofSeconds(3))));
  }

  @ParameterizedTest
  @CsvSource({"refresh-after: 80%, 0.0, 0.8", "refresh-ahead: 0, 0.0, 0.0"})
  void load_otherRefreshInSpecialSection_replacesThatOfTheGeneralOne(
      String special, double ahead, double after) {
    LoadSettings load =
        inFile(
            "defaults: { load: { refresh-ahead: 1.0 } }\ncaches: { c: { load: { %s } } }"
                .formatted(special));

    assertThat(load.refreshAhead()).isEqualTo(ahead);
    assertThat(load.refreshAfter()).isEqualTo(after);
  }

  @Test
  void load_withoutALoader_isAllowed() {
    assertThat(fixture.load("caches: { c: { load: { absent: 5s } } }").namedCaches())
        .containsOnlyKeys("c");
  }

  private void assertFails(String text, String message) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> fixture.load(text))
        .withMessage("%s", fixture.place(message));
  }

  @Test
  void load_bothRefreshes_failsWithBothPlaces() {
    assertFails(
        "defaults:\n  load: { refresh-ahead: 1.0, refresh-after: 80% }",
        "2:46: defaults.load.refresh-after: is not allowed together with "
            + fixture.place("2:26:")
            + " defaults.load.refresh-ahead; allowed: one of them");
  }

  @ParameterizedTest
  @CsvSource({"5s, 5s", "6s, 5s"})
  void load_softTimeoutNotShorter_failsWithBothPlaces(String soft, String hard) {
    assertFails(
        "defaults:\n  load: { hard-timeout: %s }\ncaches:\n  c:\n    load: { soft-timeout: %s }"
            .formatted(hard, soft),
        "5:27: caches.c.load.soft-timeout: \"%s\" is not shorter than ".formatted(soft)
            + fixture.place("2:25:")
            + " defaults.load.hard-timeout: \"%s\"; allowed: less than load.hard-timeout"
                .formatted(hard));
  }

  @Test
  void load_noHardTimeout_allowsAnySoftOne() {
    assertThat(
            inFile(
                """
                defaults: { load: { hard-timeout: 1s } }
                caches: { c: { load: { hard-timeout: 0s, soft-timeout: 9s } } }
                """))
        .isEqualTo(
            LoadSettings.DEFAULT.hardTimeout(Duration.ZERO).softTimeout(Duration.ofSeconds(9)));
  }

  @Test
  void forCache_softTimeoutOfJavaNotShorterThanThatOfTheFile_fails() {
    ManagerConfiguration read = fixture.load("defaults: { load: { hard-timeout: 1s } }");

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> read.forCache("c", inJava(load -> load.softTimeout(Duration.ofSeconds(2)))))
        .withMessageStartingWith(
            "load.soft-timeout: PT2S is not allowed with load.hard-timeout: PT1S");
  }

  @Test
  void load_guardOfAllNodesOnTheHeap_fails() {
    assertFails(
        "caches:\n  c: { load: { guard: cluster } }",
        "2:23: caches.c.load.guard: \"cluster\" makes no sense for the cache \"c\" on the stack"
            + " heap; allowed: on heap+redis, redis");
  }

  @ParameterizedTest
  @CsvSource({"none, NONE", "node, NODE"})
  void load_otherGuardOnTheHeap_isAllowed(String text, LoadGuard guard) {
    EntresolConfiguration<?, ?> cache =
        Objects.requireNonNull(
            fixture
                .load("caches: { c: { load: { guard: %s } } }".formatted(text))
                .namedCaches()
                .get("c"));

    assertThat(cache.getStack()).isEqualTo(Stack.HEAP);
    assertThat(cache.getLoad().guard()).isEqualTo(guard);
  }

  @Test
  void load_guardOfAllNodesInDefaults_isPassedOverOnTheHeap() {
    LoadSettings load =
        inFile("defaults: { load: { guard: cluster } }\ncaches: { c: { stack: heap } }");

    assertThat(load).isEqualTo(LoadSettings.DEFAULT);
  }

  /** The default that the manual names is the one that holds. */
  @ParameterizedTest
  @MethodSource("keysWithDefaults")
  void defaults_ofTheTable_areThoseOfTheSettings(String path, String standard) {
    String key = path.substring("load.".length());

    assertThat(values(inFile("caches: { c: { load: { %s: %s } } }".formatted(key, standard))))
        .isEqualTo(values(LoadSettings.DEFAULT));
  }

  private static Stream<Arguments> keysWithDefaults() {
    return LoadKeys.rows().stream()
        .filter(row -> row.entresol() && !row.standard().isEmpty())
        .map(row -> Arguments.of(row.path(), row.standard()));
  }

  private static List<Object> values(LoadSettings load) {
    return List.of(
        load.guard(),
        load.waitTime(),
        load.lease(),
        load.refreshAhead(),
        load.refreshAfter(),
        load.staleWhileRevalidate(),
        load.staleIfError(),
        load.backoff(),
        load.softTimeout(),
        load.hardTimeout(),
        load.jitter(),
        load.absent());
  }
}
