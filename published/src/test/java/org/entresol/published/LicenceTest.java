package org.entresol.published;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each jar says under which licence it is given, and those of others that are in it. */
@Tag("unit")
class LicenceTest {
  /** A row of a table whose first cell is a package. */
  private static final Pattern PACKAGE = Pattern.compile("(?m)^\\| `([a-z.0-9]+)` \\|");

  static List<Pom> jars() {
    return Pom.published().stream().filter(Pom::hasJar).toList();
  }

  private static Path jar(String artifactId, String classifier) {
    return jars().stream()
        .filter(pom -> pom.artifactId().equals(artifactId))
        .findFirst()
        .orElseThrow()
        .jar(classifier);
  }

  private static String text(Path jar, String name) throws IOException {
    try (JarFile file = new JarFile(jar.toFile());
        InputStream in = file.getInputStream(file.getEntry(name))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @ParameterizedTest
  @MethodSource("jars")
  void jar_ofAModule_hasOurLicence(Pom pom) throws IOException {
    assertThat(text(pom.jar(), "META-INF/LICENSE"))
        .isEqualTo(Files.readString(Path.of("..", "LICENSE")));
  }

  @Test
  void jar_ofTheRepackedClient_hasWhatItsAuthorsSay() throws IOException {
    Path jar = jar("entresol-redisson", "");

    assertThat(text(jar, "META-INF/LICENSE.txt")).contains("Nikita Koksharov");
    assertThat(text(jar, "META-INF/NOTICE")).contains("Byte Buddy");
  }

  @Test
  void jar_withAllInIt_namesEachPackageOfOthers() throws IOException {
    Path all = jar("entresol-console", "-all");
    List<String> named =
        PACKAGE
            .matcher(text(all, "META-INF/THIRD-PARTY.md"))
            .results()
            .map(found -> found.group(1) + ".")
            .toList();

    List<String> classes = classes(all);

    assertThat(classes)
        .allMatch(name -> named.stream().anyMatch(name::startsWith), "is in the table");
    assertThat(named).allMatch(name -> classes.stream().anyMatch(type -> type.startsWith(name)));
  }

  private static List<String> classes(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream()
          .map(entry -> entry.getName().replaceFirst("^META-INF/versions/\\d+/", ""))
          .filter(name -> name.endsWith(".class"))
          .map(name -> name.replace('/', '.'))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
