package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.cache.CacheManager;
import org.entresol.fixtures.LogLines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two managers on one file, which hardly anybody wants, are told. */
@Tag("unit")
class TwinManagersTest {
  @RegisterExtension private final TestCaches caches = new TestCaches();

  @RegisterExtension private final LogLines warnings = new LogLines(ManagerFacade.class.getName());

  private final String folder;
  private final String path;
  private final URLClassLoader loader;

  TwinManagersTest(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("entresol.yaml"), "namespace: shop");
    folder = directory.toUri().toString();
    path = directory.toUri().getPath();
    loader = new URLClassLoader(new URL[] {directory.toUri().toURL()}, null);
  }

  @AfterEach
  void close() throws IOException {
    loader.close();
  }

  private CacheManager manager(String uri) {
    return caches
        .provider()
        .getCacheManager(URI.create(uri.replace("FOLDER/", folder).replace("PATH/", path)), loader);
  }

  @ParameterizedTest
  @CsvSource({
    "classpath:entresol.yaml, FOLDER/entresol.yaml",
    "FOLDER/entresol.yaml, PATH/entresol.yaml",
    "entresol:default, classpath:entresol.yaml",
    "classpath:/entresol.yaml, classpath:entresol.yaml"
  })
  void managers_ofTwoSpellings_areTold(String one, String other) {
    CacheManager first = manager(one);
    CacheManager second = manager(other);
    manager(other);

    assertThat(warnings.subjects())
        .isEqualTo(List.of(List.of(first.getURI().toString(), second.getURI().toString())));
  }

  @ParameterizedTest
  @CsvSource({
    "classpath:entresol.yaml, classpath:entresol.yaml",
    "classpath:entresol.yaml, classpath:entresol.yaml#second",
    "entresol:default, entresol:second"
  })
  void managers_thatAreMeant_areNotTold(String one, String other) {
    manager(one);
    manager(other);

    assertThat(warnings.subjects()).isEmpty();
  }

  @Test
  void managers_oneAfterTheOther_areNotTold() {
    manager("classpath:entresol.yaml").close();
    manager("FOLDER/entresol.yaml");

    assertThat(warnings.subjects()).isEmpty();
  }
}
