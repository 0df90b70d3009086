package org.entresol.examples;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class QuickstartTest {

  private static final Path SOURCE = Path.of("src/main/java/org/entresol/examples/Quickstart.java");
  private static final Path README = Path.of("../README.md");

  /** The code between the tags, each on a line of its own. */
  private static final Pattern REGION =
      Pattern.compile("// tag::quickstart\\[]\\R(.*?)// end::quickstart\\[]", Pattern.DOTALL);

  /** A block of code of the README that follows the mark. */
  private static final Pattern QUOTATION =
      Pattern.compile("<!-- quickstart -->\\s*```java\\R(.*?)```", Pattern.DOTALL);

  @Test
  void run_always_sellsOneApple() {
    assertThat(Quickstart.run()).isEqualTo(4);
    Leftovers.assertNone();
  }

  @Test
  void readme_quickstart_isTheCodeThatRuns() throws IOException {
    String code = all(REGION, SOURCE).stream().map(String::stripIndent).collect(joining());

    assertThat(all(QUOTATION, README)).containsExactly(code);
  }

  private static List<String> all(Pattern pattern, Path file) throws IOException {
    return pattern.matcher(Files.readString(file)).results().map(found -> found.group(1)).toList();
  }
}
