package org.entresol.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.entresol.config.ManagerConfiguration.SYSTEM_PROPERTY;

import java.net.URI;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
@Tag("unit")
final class DefaultUriTest {
  private final Properties before = new Properties();

  @BeforeEach
  void rememberProperty() {
    before.putAll(System.getProperties());
    System.clearProperty(SYSTEM_PROPERTY);
  }

  @AfterEach
  void restoreProperty() {
    System.clearProperty(SYSTEM_PROPERTY);
    if (before.containsKey(SYSTEM_PROPERTY)) {
      System.setProperty(SYSTEM_PROPERTY, before.getProperty(SYSTEM_PROPERTY));
    }
  }

  @Test
  void defaultUri_propertyNotSet_isFixed() {
    assertThat(ManagerConfiguration.defaultUri()).isEqualTo(URI.create("entresol:default"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  "})
  void defaultUri_propertyBlank_isFixed(String blank) {
    System.setProperty(SYSTEM_PROPERTY, blank);

    assertThat(ManagerConfiguration.defaultUri()).isEqualTo(URI.create("entresol:default"));
  }

  @ParameterizedTest
  @CsvSource({
    "classpath:x.yaml, classpath:x.yaml",
    "file:/etc/x.yaml, file:/etc/x.yaml",
    "redis://h:1, redis://h:1",
    "redis://u:p@h_1:1/2, redis://u:p@h_1:1/2",
    "conf/x.yaml, conf/x.yaml",
    "/etc/x.yaml, /etc/x.yaml"
  })
  void defaultUri_propertyIsUri_isThatUri(String property, URI uri) {
    System.setProperty(SYSTEM_PROPERTY, property);

    assertThat(ManagerConfiguration.defaultUri()).isEqualTo(uri);
  }

  @ParameterizedTest
  @ValueSource(strings = {"my conf/x.yaml", "C:/conf/x.yaml", "C:\\conf\\x.yaml"})
  void defaultUri_propertyIsPathButNoUri_isTheUriOfTheFile(String property) {
    System.setProperty(SYSTEM_PROPERTY, property);

    assertThat(ManagerConfiguration.defaultUri()).isEqualTo(Path.of(property).toUri());
  }

  @Test
  void defaultUri_propertyIsRedisButNoUri_failsWithoutThePassword() {
    System.setProperty(SYSTEM_PROPERTY, "redis://u:sec ret@h:1");

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(ManagerConfiguration::defaultUri)
        .withMessage(
            "system property entresol.config: \"redis://***@h:1\" is not a URI (Illegal character"
                + " in authority); allowed: "
                + RedisAddress.FORM)
        .withNoCause();
  }

  @Test
  void defaultUri_propertyIsNeither_failsWithItsValue() {
    System.setProperty(SYSTEM_PROPERTY, "a\0b");

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(ManagerConfiguration::defaultUri)
        .withMessage(
            "system property entresol.config: \"a\0b\" is not allowed;"
                + " allowed: a URI or the path of a file");
  }

  @Test
  void load_defaultUriFromPathWithSpaces_readsTheFile(@TempDir Path directory) {
    Fixture files = new Fixture(directory);
    files.write("my conf/x.yaml", "namespace: found");
    System.setProperty(SYSTEM_PROPERTY, directory.resolve("my conf/x.yaml").toString());

    ManagerConfiguration read =
        ManagerConfiguration.load(
            ManagerConfiguration.defaultUri(), Fixture.LOADER, new Properties());

    assertThat(read.namespace()).isEqualTo("found");
  }
}
