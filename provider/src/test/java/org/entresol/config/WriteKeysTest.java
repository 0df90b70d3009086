package org.entresol.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.acme.Customer;
import com.acme.CustomerWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.cache.configuration.MutableConfiguration;
import org.entresol.EntresolConfiguration;
import org.entresol.OnFailure;
import org.entresol.Stack;
import org.entresol.WriteMode;
import org.entresol.WriteSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When and how the writer of a cache is called, said in a file and in properties. */
final class WriteKeysTest {
  private static final String REDIS = "redis: { singleServerConfig: { address: 'redis://h:1' } }\n";
  private static final String WRITER = "writer: com.acme.CustomerWriter, ";

  /** A change of the settings; a name for the many. */
  private interface Change extends UnaryOperator<WriteSettings> {}

  private final Fixture fixture;

  WriteKeysTest(@TempDir Path directory) {
    fixture = new Fixture(directory);
  }

  private EntresolConfiguration<?, ?> cache(String text, String... properties) {
    ManagerConfiguration read = fixture.load(REDIS + text, Fixture.properties(properties));
    return Objects.requireNonNull(read.namedCaches().get("c"));
  }

  private WriteSettings inFile(String text, String... properties) {
    return cache(text, properties).getWrite();
  }

  /** Each key, a value that is allowed, and the same in Java. */
  private static Stream<Arguments> values() {
    return Stream.of(
        value("mode", "through", w -> w.mode(WriteMode.THROUGH)),
        value("mode", "behind", w -> w.mode(WriteMode.BEHIND)),
        value("delay", "0s", w -> w.delay(Duration.ZERO)),
        value("delay", "5s", w -> w.delay(Duration.ofSeconds(5))),
        value("batch", "1", w -> w.batch(1)),
        value("batch", "10_000", w -> w.batch(10_000)),
        value("tries", "1", w -> w.tries(1)),
        value("tries", "250", w -> w.tries(250)),
        value("backoff", "1ms", w -> w.backoff(Duration.ofMillis(1))),
        value("max-pending", "1", w -> w.maxPending(1)),
        value("max-pending", "100000000", w -> w.maxPending(100_000_000)),
        value("wait", "0s", w -> w.waitTime(Duration.ZERO)),
        value("wait", "250ms", w -> w.waitTime(Duration.ofMillis(250))),
        value("lease", "100ms", w -> w.lease(Duration.ofMillis(100))),
        value("flush-timeout", "0s", w -> w.flushTimeout(Duration.ZERO)),
        value("flush-timeout", "2m", w -> w.flushTimeout(Duration.ofMinutes(2))),
        value("warn-after", "1ms", w -> w.warnAfter(Duration.ofMillis(1))));
  }

  private static Arguments value(String key, String text, Change inJava) {
    return Arguments.of(key, text, inJava);
  }

  @ParameterizedTest
  @MethodSource("values")
  void load_keyInASection_isSaid(String key, String text, Change change) {
    assertThat(inFile("caches: { c: { write: { %s%s: %s } } }".formatted(WRITER, key, text)))
        .isEqualTo(change.apply(WriteSettings.DEFAULT))
        .isNotEqualTo(WriteSettings.DEFAULT);
  }

  @ParameterizedTest
  @MethodSource("values")
  void load_keyInDefaults_isSaid(String key, String text, Change change) {
    assertThat(
            inFile(
                "defaults: { write: { %s%s: %s } }\ncaches: { c: }".formatted(WRITER, key, text)))
        .isEqualTo(change.apply(WriteSettings.DEFAULT));
  }

  @ParameterizedTest
  @MethodSource("values")
  void load_keyInAProperty_isSaid(String key, String text, Change change) {
    assertThat(
            inFile(
                "caches: { c: { write: { writer: com.acme.CustomerWriter } } }",
                "entresol.caches.c.write." + key,
                text))
        .isEqualTo(change.apply(WriteSettings.DEFAULT));
  }

  @ParameterizedTest
  @MethodSource("values")
  void forCache_oneKeySaidInJava_takesTheRestFromTheFile(String key, String text, Change change) {
    ManagerConfiguration read =
        fixture.load(
            REDIS
                + """
                defaults:
                  write:
                    mode: behind
                    delay: 7s
                    batch: 7
                    tries: 7
                    backoff: 7s
                    max-pending: 7
                    wait: 7s
                    lease: 7s
                    flush-timeout: 7s
                    warn-after: 7s
                """);
    WriteSettings ofTheFile = read.forCache("c", writing()).getWrite();
    EntresolConfiguration<String, Customer> inJava =
        EntresolConfiguration.copyOf(writing()).toBuilder().write(change).build();

    assertThat(ofTheFile.mode()).isEqualTo(WriteMode.BEHIND);
    assertThat(read.forCache("c", inJava).getWrite())
        .as("%s: %s", key, text)
        .isEqualTo(change.apply(ofTheFile));
  }

  @Test
  void load_twoSections_areLaidOverOneAnotherKeyByKey() {
    assertThat(
            inFile(
                """
                defaults: { write: { delay: 1s, wait: 1s, batch: 1 } }
                caches:
                  "*": { write: { wait: 2s, batch: 2 } }
                  c: { write: { batch: 3 } }
                """))
        .isEqualTo(
            WriteSettings.DEFAULT
                .delay(Duration.ofSeconds(1))
                .waitTime(Duration.ofSeconds(2))
                .batch(3));
  }

  // ---- the mode, of which a part is JCache's

  @ParameterizedTest
  @CsvSource({
    "mode: behind, true, BEHIND",
    "mode: through, true, THROUGH",
    "write-through: true, true, THROUGH",
    "write-through: false, false, THROUGH"
  })
  void load_modeInSpecialSection_replacesThatOfTheGeneralOne(
      String special, boolean writes, WriteMode mode) {
    for (String general : List.of("mode: behind", "mode: through", "write-through: true")) {
      EntresolConfiguration<?, ?> cache =
          cache(
              "defaults: { write: { %s%s } }\ncaches: { c: { write: { %s } } }"
                  .formatted(WRITER, general, special));

      assertThat(cache.isWriteThrough()).as("%s over %s", special, general).isEqualTo(writes);
      assertThat(cache.getWrite().mode()).as("%s over %s", special, general).isEqualTo(mode);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"defaults: { ", "caches: { '*': { ", "caches: { 'a*': { "})
  void forCache_behindInTheFileAndWriteThroughInTheArgument_writesBehind(String section) {
    EntresolConfiguration<String, Customer> cache = forCache(section, writing());

    assertThat(cache.getWrite().mode()).isEqualTo(WriteMode.BEHIND);
    assertThat(cache.isWriteThrough()).isTrue();
    assertThat(Objects.requireNonNull(cache.getCacheWriterFactory()).create())
        .isInstanceOf(CustomerWriter.class);
  }

  private EntresolConfiguration<String, Customer> forCache(
      String section, MutableConfiguration<String, Customer> given) {
    String end = "} ".repeat((int) section.chars().filter(each -> each == '{').count());
    return fixture.load(section + "write: { mode: behind } " + end).forCache("a1", given);
  }

  @Test
  void forCache_behindInTheFileAndNoWriteThrough_hasNoEffect() {
    MutableConfiguration<String, Customer> writerOnly = writing().setWriteThrough(false);

    assertThat(forCache("defaults: { ", writerOnly))
        .isEqualTo(EntresolConfiguration.copyOf(writerOnly).toBuilder().stack(Stack.HEAP).build());
    assertThat(forCache("defaults: { ", new MutableConfiguration<>()).getWrite())
        .isEqualTo(WriteSettings.DEFAULT);
  }

  @Test
  void forCache_otherModeInASpecialSection_replacesBehind() {
    ManagerConfiguration read =
        fixture.load(
            """
            defaults: { write: { mode: behind } }
            caches:
              "a*": { write: { mode: through } }
              "b*": { write: { write-through: true } }
              "c*": { write: { write-through: false } }
            """);

    assertThat(
            Stream.of("a1", "b1", "c1", "d1")
                .map(name -> read.forCache(name, writing()).getWrite().mode()))
        .containsExactly(WriteMode.THROUGH, WriteMode.THROUGH, WriteMode.THROUGH, WriteMode.BEHIND);
  }

  @Test
  void forCache_modeSaidInJava_holds() {
    EntresolConfiguration<String, Customer> through =
        EntresolConfiguration.copyOf(writing()).toBuilder()
            .write(write -> write.mode(WriteMode.THROUGH))
            .build();

    assertThat(
            fixture
                .load("defaults: { write: { mode: behind } }")
                .forCache("c", through)
                .getWrite()
                .mode())
        .isEqualTo(WriteMode.THROUGH);
  }

  private static MutableConfiguration<String, Customer> writing() {
    return new MutableConfiguration<String, Customer>()
        .setTypes(String.class, Customer.class)
        .setCacheWriterFactory(CustomerWriter::new)
        .setWriteThrough(true);
  }

  // ---- what does not go together

  private void assertFails(String text, String message) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> fixture.load(REDIS + text))
        .withMessage("%s", fixture.place(message));
  }

  @Test
  void load_behindAndDegrade_failsWithBothPlaces() {
    assertFails(
        "defaults: { on-failure: degrade }\ncaches:\n  c:\n    write: { %smode: behind }"
            .formatted(WRITER),
        "5:53: caches.c.write.mode: \"behind\" is not allowed together with "
            + fixture.place("2:25:")
            + " defaults.on-failure: \"degrade\"; allowed: with on-failure: fail");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stack: redis, write: { writer: com.acme.CustomerWriter, mode: behind }",
        "on-failure: fail, write: { writer: com.acme.CustomerWriter, mode: behind }",
        "write: { writer: com.acme.CustomerWriter, mode: through }"
      })
  void load_degradeInDefaultsAndNotBoth_isAllowed(String section) {
    assertThat(
            cache("defaults: { on-failure: degrade }\ncaches: { c: { " + section + " } }")
                .isWriteThrough())
        .isTrue();
  }

  @Test
  void forCache_behindAndDegradeWithoutWriteThrough_degrades() {
    assertThat(
            fixture
                .load(REDIS + "defaults: { on-failure: degrade, write: { mode: behind } }")
                .forCache("c", new MutableConfiguration<>())
                .getOnFailure())
        .isEqualTo(OnFailure.DEGRADE);
  }

  @Test
  void forCache_behindInJavaAndDegradeInTheFile_fails() {
    ManagerConfiguration read = fixture.load(REDIS + "defaults: { on-failure: degrade }");
    EntresolConfiguration<String, Customer> behind =
        EntresolConfiguration.copyOf(writing()).toBuilder()
            .write(write -> write.mode(WriteMode.BEHIND))
            .build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> read.forCache("c", behind))
        .withMessage("on-failure: degrade is not allowed with write.mode: behind; allowed: fail");
  }

  @Test
  void load_otherKeysWithoutAWriter_areAllowed() {
    assertThat(inFile("caches: { c: { write: { delay: 5s } } }").delay())
        .isEqualTo(Duration.ofSeconds(5));
  }

  /** The default that the manual names is the one that holds. */
  @ParameterizedTest
  @MethodSource("keysWithDefaults")
  void defaults_ofTheTable_areThoseOfTheSettings(String path, String standard) {
    String key = path.substring("write.".length());

    assertThat(values(inFile("caches: { c: { write: { %s: %s } } }".formatted(key, standard))))
        .isEqualTo(values(WriteSettings.DEFAULT));
  }

  private static Stream<Arguments> keysWithDefaults() {
    return WriteKeys.rows().stream()
        .filter(row -> row.entresol() && !row.standard().isEmpty())
        .map(row -> Arguments.of(row.path(), row.standard()));
  }

  private static List<Object> values(WriteSettings write) {
    return List.of(
        write.mode(),
        write.delay(),
        write.batch(),
        write.tries(),
        write.backoff(),
        write.maxPending(),
        write.waitTime(),
        write.lease(),
        write.flushTimeout(),
        write.warnAfter());
  }
}
