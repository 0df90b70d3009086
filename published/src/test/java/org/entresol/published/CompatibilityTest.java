package org.entresol.published;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.embedded.RedisServer;

/** The page of what it runs with names the versions that the build has. */
@Tag("unit")
class CompatibilityTest {
  private static final String PAGE = Page.ofTheManual("compatibility.md").text();

  /** A row whose third cell is a property of the parent's pom. */
  private static final Pattern OF_THE_POM =
      Pattern.compile("(?m)^\\|[^|]*\\| ([^|]*) \\| `([a-z0-9.-]+)` \\|");

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private static final Pattern OF_A_SERVER =
      Pattern.compile("(?m)^\\| Redis, on [^|]*\\| ([0-9.]+) \\|");

  private static final Pattern PROGRAM =
      Pattern.compile("redis-server-([0-9.]+)\\S*-linux-(?:amd64|arm64)");

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).toList();
  }

  @Test
  void versions_ofThePage_areThoseOfThePom() {
    Map<String, String> said =
        OF_THE_POM.matcher(PAGE).results().collect(toMap(row -> row.group(2), row -> row.group(1)));
    Pom parent = Pom.parent();

    assertThat(said)
        .hasSizeGreaterThan(20)
        .allSatisfy(
            (property, version) ->
                assertThat(version).isEqualTo(parent.text("/project/properties/" + property)));
  }

  @Test
  void tests_ofThePage_areThere() {
    assertThat(PAGE.lines().filter(line -> OF_THE_POM.matcher(line).lookingAt()))
        .allSatisfy(
            row -> {
              String where = row.substring(row.lastIndexOf('|', row.length() - 2));
              assertThat(all(CODE, where)).allMatch(name -> isThere(name));
            });
  }

  /** Whether a module of this build has that name, or a stack of its tests. */
  private static boolean isThere(String name) {
    return name.equals("heap+redis") || Files.exists(Path.of("..", name, "pom.xml"));
  }

  @Test
  void servers_ofThePage_areThoseThatTheBuildBrings() throws IOException, URISyntaxException {
    Path brought =
        Path.of(RedisServer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> programs;
    try (JarFile jar = new JarFile(brought.toFile())) {
      programs =
          jar.stream().map(JarEntry::getName).flatMap(name -> all(PROGRAM, name).stream()).toList();
    }

    assertThat(all(OF_A_SERVER, PAGE)).isNotEmpty().containsExactlyInAnyOrderElementsOf(programs);
  }
}
