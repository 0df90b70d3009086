package org.entresol.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What users compile against is what the kept lists say: who changes it changes a list, too, and
 * sees there what others lose.
 */
@Tag("unit")
class ApiTest {
  /** Writes the lists anew, where it is set to {@code true}. */
  private static final String REWRITE = "entresol.api.rewrite";

  static Stream<Api> modules() {
    return Pom.published().stream()
        .filter(Pom::hasJar)
        // What is repacked there is not ours.
        .filter(pom -> !pom.artifactId().equals("entresol-redisson"))
        .map(Api::new);
  }

  @ParameterizedTest
  @MethodSource("modules")
  void api_ofAModule_isTheKeptOne(Api api) throws IOException {
    if (Boolean.getBoolean(REWRITE)) {
      Files.createDirectories(api.kept().getParent());
      Files.write(api.kept(), api.lines());
    }

    assertThat(api.lines())
        .as("the public API; -D%s=true writes %s anew", REWRITE, api.kept())
        .isNotEmpty()
        .isEqualTo(Files.readAllLines(api.kept()));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void packages_ofAModule_areThoseThatItExports(Api api) {
    assertThat(api.packages()).isEqualTo(api.exported());
  }
}
