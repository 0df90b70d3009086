package org.entresol.testing;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A piece of code that a page of the manual quotes: in the code it stands between the tags {@code
 * // tag::mark[]} and {@code // end::mark[]}, in the page it follows {@code <!-- mark -->}.
 * Immutable.
 *
 * @param mark the name by which both are found
 */
public record Quotation(String mark) {

  /**
   * The code of a source: all that has the tags, one after the other.
   *
   * @throws IOException if the file cannot be read
   */
  public String code(Path source) throws IOException {
    Pattern region =
        Pattern.compile("// tag::" + mark + "\\[]\\R(.*?)// end::" + mark + "\\[]", Pattern.DOTALL);
    return all(region, source).stream().map(String::stripIndent).collect(joining());
  }

  /**
   * The quotations of a page.
   *
   * @throws IOException if the file cannot be read
   */
  public List<String> in(Path page) throws IOException {
    return all(
        Pattern.compile("<!-- " + mark + " -->\\s*```java\\R(.*?)```", Pattern.DOTALL), page);
  }

  private static List<String> all(Pattern pattern, Path file) throws IOException {
    return pattern.matcher(Files.readString(file)).results().map(found -> found.group(1)).toList();
  }
}
