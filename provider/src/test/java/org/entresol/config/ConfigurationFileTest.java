package org.entresol.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which file a URI means. */
@Tag("unit")
final class ConfigurationFileTest {
  private final Fixture files;
  private final Fixture resources;
  private URLClassLoader loader = new URLClassLoader(new URL[0]);

  ConfigurationFileTest(@TempDir Path files, @TempDir Path resources) {
    this.files = new Fixture(files);
    this.resources = new Fixture(resources);
  }

  @BeforeEach
  void openLoader() throws IOException {
    loader = new URLClassLoader(new URL[] {resources.directory().toUri().toURL()}, null);
  }

  @AfterEach
  void closeLoader() throws IOException {
    loader.close();
  }

  /** The namespace tells which file was read. */
  private String namespaceAt(String uri) {
    return ManagerConfiguration.load(URI.create(uri), loader, new Properties()).namespace();
  }

  @ParameterizedTest
  @ValueSource(strings = {"entresol:default", "entresol:orders", "ENTRESOL:default"})
  void load_nameAndNoResource_hasAllDefaults(String uri) {
    assertThat(namespaceAt(uri)).isEqualTo("entresol");
  }

  @ParameterizedTest
  @ValueSource(strings = {"entresol:default", "entresol:orders"})
  void load_nameAndResource_readsTheResource(String uri) {
    resources.write("entresol.yaml", "namespace: found");

    assertThat(namespaceAt(uri)).isEqualTo("found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"classpath:conf/x.yaml", "classpath:/conf/x.yaml", "conf/x.yaml", "conf/x.yaml#2"})
  void load_resource_readsTheResource(String uri) {
    resources.write("conf/x.yaml", "namespace: found");

    assertThat(namespaceAt(uri)).isEqualTo("found");
  }

  @Test
  void load_fileUri_readsTheFile() {
    URI uri = files.write("a b.yaml", "namespace: found");

    assertThat(namespaceAt(uri.toString())).isEqualTo("found");
    assertThat(namespaceAt(uri + "#second")).isEqualTo("found");
  }

  @Test
  void load_relativePaths_readTheFile() {
    Path here = Path.of("").toAbsolutePath();
    files.write("x.yaml", "namespace: found");
    Path relative = here.relativize(files.directory().toAbsolutePath().resolve("x.yaml"));

    assertThat(namespaceAt(relative.toString())).isEqualTo("found");
    assertThat(namespaceAt("file:" + relative)).isEqualTo("found");
  }

  @Test
  void load_absolutePath_readsTheFile() {
    assertThat(namespaceAt(files.write("x.yaml", "namespace: found").getPath())).isEqualTo("found");
  }

  @Test
  void load_pathThatIsResourceAndFile_readsTheResource() {
    Path here = Path.of("").toAbsolutePath();
    assertThat(here.resolve("pom.xml")).exists();
    resources.write("pom.xml", "namespace: resource");

    assertThat(namespaceAt("pom.xml")).isEqualTo("resource");
  }

  @Test
  void load_jarUri_readsTheEntryAndLeavesTheJarClosed() throws IOException {
    Path jar = files.directory().resolve("x.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("conf/x.yaml"));
      out.write("namespace: found".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      out.closeEntry();
    }

    assertThat(namespaceAt("jar:" + jar.toUri() + "!/conf/x.yaml")).isEqualTo("found");
    Files.delete(jar);
    assertFails("jar:" + jar.toUri() + "!/conf/x.yaml", "cannot be read");
  }

  private void assertFails(String uri, String problem) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> namespaceAt(uri))
        .withMessageStartingWith("configuration \"%s\": %s", uri, problem)
        .withMessageContaining("; allowed: entresol:<any name> (the class-path resource")
        .withMessageContaining("classpath:<resource>, file:<path>, jar:<file>!/<entry>, or a path");
  }

  @ParameterizedTest
  @ValueSource(strings = {"classpath:none.yaml", "classpath:/none.yaml", "classpath:/"})
  void load_missingResource_failsWithUriAndForms(String uri) {
    assertFails(uri, "there is no such resource for the class loader of the manager");
  }

  @Test
  void load_missingPath_failsWithBothPlacesLookedAt() {
    assertFails(
        "none.yaml",
        "there is no such class-path resource, and no file "
            + Path.of("none.yaml").toAbsolutePath());
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:none.yaml", "file:///none.yaml", "file:/", ""})
  void load_missingFileOrDirectory_failsWithUriAndForms(String uri) {
    assertFails(uri, "there is no");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file://host/x.yaml", "file:/x.yaml?a=b", "jar:file:/none.jar!/x.yaml"})
  void load_uriThatCannotBeOpened_failsWithUriAndForms(String uri) {
    assertFails(uri, "cannot be read (");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost/x.yaml", "urn:x", "org.example:x"})
  void load_unknownScheme_failsWithTheScheme(String uri) {
    assertFails(uri, "the scheme \"" + URI.create(uri).getScheme() + "\" is not known");
  }

  @Test
  void load_notUtf8_fails() throws IOException {
    Path file = files.directory().resolve("latin1.yaml");
    Files.write(file, new byte[] {'a', ':', ' ', (byte) 0xe4});

    assertFails(file.toUri().toString(), "the file is not in UTF-8");
  }

  @Test
  void load_byteOrderMark_isSkipped() {
    assertThat(namespaceAt(files.write("x.yaml", "\uFEFFnamespace: found").toString()))
        .isEqualTo("found");
  }
}
