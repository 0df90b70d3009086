package org.entresol.examples;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the README and the manual quote is the code that runs. */
@Tag("unit")
class ReadmeTest {

  private static final Path SOURCES = Path.of("src/main/java/org/entresol/examples");
  private static final Path ROOT = Path.of("..");

  @ParameterizedTest
  @CsvSource({
    "README.md, quickstart, Quickstart.java",
    "README.md, shared-cache, SharedCache.java",
    "src/site/markdown/invalidation.md, tags, Tags.java",
    "src/site/markdown/invalidation.md, patterns, Tags.java",
    "src/site/markdown/configuration.md, codec, Quotes.java",
    "src/site/markdown/disk.md, persistent-cache, PersistentCache.java",
    "src/site/markdown/writing.md, write-behind, WriteBehind.java",
    "src/site/markdown/writing.md, fenced-writer, StockTable.java",
  })
  void page_quotation_isTheCodeThatRuns(String page, String mark, String file) throws IOException {
    String code =
        all(region(mark), SOURCES.resolve(file)).stream()
            .map(String::stripIndent)
            .collect(joining());

    assertThat(all(quotation(mark), ROOT.resolve(page))).containsExactly(code);
  }

  /** The code between the tags, each on a line of its own. */
  private static Pattern region(String mark) {
    return Pattern.compile(
        "// tag::" + mark + "\\[]\\R(.*?)// end::" + mark + "\\[]", Pattern.DOTALL);
  }

  /** A block of code of a page that follows the mark. */
  private static Pattern quotation(String mark) {
    return Pattern.compile("<!-- " + mark + " -->\\s*```java\\R(.*?)```", Pattern.DOTALL);
  }

  private static List<String> all(Pattern pattern, Path file) throws IOException {
    return pattern.matcher(Files.readString(file)).results().map(found -> found.group(1)).toList();
  }
}
