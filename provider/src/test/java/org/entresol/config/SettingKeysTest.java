package org.entresol.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.entresol.EntresolConfiguration;
import org.entresol.Sample;
import org.entresol.config.model.Scalar;
import org.entresol.config.model.Setting;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All settings that JCache does not know, said in a file and in properties. */
@Tag("unit")
final class SettingKeysTest {
  private static final String REDIS = "redis: { singleServerConfig: { address: 'redis://h:1' } }\n";
  private static final String WRITER = "write: { writer: com.acme.CustomerWriter }";

  private final Fixture fixture;

  SettingKeysTest(@TempDir Path directory) {
    fixture = new Fixture(directory);
  }

  private static Stream<Sample<?>> samples() {
    return Stream.concat(Sample.all(), Sample.more());
  }

  /** The line of a file, in which a mode of writing has the writer that it needs. */
  private static String line(Sample<?> sample, String text) {
    String line = sample.line(text);
    return sample.key().equals("write.mode")
        ? line.replace("{", "{ writer: com.acme.CustomerWriter,")
        : line;
  }

  private EntresolConfiguration<?, ?> cache(String text, String... properties) {
    ManagerConfiguration read = fixture.load(REDIS + text, Fixture.properties(properties));
    return Objects.requireNonNull(read.namedCaches().get("c"));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void load_keyInASection_isSaid(Sample<?> sample) {
    EntresolConfiguration<?, ?> cache = cache("caches:\n  c:\n    " + line(sample, sample.text()));

    assertThat(sample.of(cache)).isEqualTo(sample.value());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void load_keyInDefaults_isSaid(Sample<?> sample) {
    EntresolConfiguration<?, ?> cache =
        cache("defaults:\n  " + line(sample, sample.text()) + "\ncaches: { c: }");

    assertThat(sample.of(cache)).isEqualTo(sample.value());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void load_keyInAProperty_isSaid(Sample<?> sample) {
    EntresolConfiguration<?, ?> cache =
        cache(
            "caches: { c: { " + WRITER + " } }",
            "entresol.caches.c." + sample.key(),
            sample.text());

    assertThat(sample.of(cache)).isEqualTo(sample.value());
  }

  /** One key changes one setting: all others are as if it were not there. */
  @ParameterizedTest
  @MethodSource("samples")
  void load_key_saysNothingElse(Sample<?> sample) {
    EntresolConfiguration<?, ?> with =
        cache(
            "caches: { c: { " + WRITER + " } }",
            "entresol.caches.c." + sample.key(),
            sample.text());
    EntresolConfiguration<?, ?> without = cache("caches: { c: { " + WRITER + " } }");

    assertThat(
            Sample.all()
                .filter(other -> !other.slot().equals(sample.slot()))
                .filter(other -> !Objects.equals(other.of(with), other.of(without))))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void forCache_saidInJava_holdsOverTheFile(Sample<?> sample) {
    ManagerConfiguration read = fixture.load(REDIS + "defaults:\n  " + sample.line());

    assertThat(sample.of(read.forCache("c", Sample.silent().build()))).isEqualTo(sample.value());
    assertThat(sample.of(read.forCache("c", sample.sayStandard(Sample.silent()).build())))
        .isEqualTo(sample.standard());
  }

  private static Stream<Setting<?>> withDefaults() {
    return EntresolConfiguration.settings().stream()
        .filter(row -> row.type() instanceof Scalar<?> && !row.standard().isEmpty())
        .filter(row -> !row.key().equals("stack"));
  }

  /** The default that the manual names is the one that holds. */
  @ParameterizedTest
  @MethodSource("withDefaults")
  void load_defaultOfTheTable_changesNothing(Setting<?> setting) {
    Sample<?> sample =
        Sample.all().filter(each -> each.key().equals(setting.key())).findFirst().orElseThrow();

    assertThat(sample.of(cache("caches:\n  c:\n    " + sample.line(setting.standard()))))
        .isEqualTo(sample.standard());
  }
}
