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
import java.util.stream.Stream;
import javax.cache.configuration.MutableConfiguration;
import org.entresol.EntresolConfiguration;
import org.entresol.OnFailure;
import org.entresol.Stack;
import org.entresol.WriteMode;
import org.entresol.WriteSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is special about the keys for writing. */
@Tag("unit")
final class WriteKeysTest {
  private static final String REDIS = "redis: { singleServerConfig: { address: 'redis://h:1' } }\n";
  private static final String WRITER = "writer: com.acme.CustomerWriter, ";

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

  @ParameterizedTest
  @ValueSource(strings = {"degrade", "miss"})
  void load_behindAndWritesThatRedisDoesNotKnowOf_failsWithBothPlaces(String choice) {
    assertFails(
        "defaults: { on-failure: %s }\ncaches:\n  c:\n    write: { %smode: behind }"
            .formatted(choice, WRITER),
        "5:53: caches.c.write.mode: \"behind\" is not allowed together with "
            + fixture.place("2:25:")
            + " defaults.on-failure: \"%s\"; allowed: with on-failure: fail".formatted(choice));
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
}
