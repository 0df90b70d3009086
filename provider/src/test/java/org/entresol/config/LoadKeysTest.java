package org.entresol.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.entresol.EntresolConfiguration;
import org.entresol.Jitter;
import org.entresol.LoadGuard;
import org.entresol.LoadSettings;
import org.entresol.Stack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is special about the keys for loading. */
@Tag("unit")
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
            "load.soft-timeout: 2 seconds is not allowed with load.hard-timeout: 1 second");
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
}
