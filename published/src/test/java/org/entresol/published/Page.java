package org.entresol.published;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of Markdown.
 *
 * @param file where it lies
 */
record Page(Path file) {
  private static final Path ROOT = Path.of("..");
  private static final Path MANUAL = ROOT.resolve(Path.of("src", "site", "markdown"));
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.*)$");
  private static final Pattern MARK = Pattern.compile("<a (?:id|name)=\"([^\"]+)\"");
  private static final Pattern LINK = Pattern.compile("]\\(([^()\\s]+)\\)");

  /** Those at the root, and all of the manual. */
  static List<Page> all() {
    try (Stream<Path> root = Files.list(ROOT);
        Stream<Path> manual = Files.walk(MANUAL)) {
      return Stream.concat(root, manual)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .map(Page::new)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A page of the manual. */
  static Page ofTheManual(String name) {
    return new Page(MANUAL.resolve(name));
  }

  /** What it says, but for its examples. */
  String text() {
    try {
      return Files.readString(file).replaceAll("(?ms)^ *```.*?^ *```", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where its links lead that do not leave this project. */
  List<String> links() {
    return LINK.matcher(text().replaceAll("`[^`\n]*`", "``"))
        .results()
        .map(found -> found.group(1))
        .filter(target -> !target.matches("[a-z]+:.*"))
        .toList();
  }

  /** Whether there is what a link of this page names: a file or folder, and the heading in it. */
  boolean leadsTo(String link) {
    int hash = link.indexOf('#');
    String path = hash < 0 ? link : link.substring(0, hash);
    Path target = path.isEmpty() ? file : file.resolveSibling(path).normalize();
    return Files.exists(target)
        && (hash < 0 || new Page(target).anchors().contains(link.substring(hash + 1)));
  }

  /** The names of its headings, as those who show Markdown make them, and those set by hand. */
  private Set<String> anchors() {
    Map<String, Integer> seen = new HashMap<>();
    Set<String> anchors = new HashSet<>();
    String text = text();
    HEADING
        .matcher(text)
        .results()
        .map(found -> anchor(found.group(1)))
        .forEach(
            name -> {
              int before = seen.merge(name, 1, Integer::sum) - 1;
              anchors.add(before == 0 ? name : name + "-" + before);
            });
    MARK.matcher(text).results().forEach(found -> anchors.add(found.group(1)));
    return anchors;
  }

  private static String anchor(String heading) {
    return heading
        .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
        .strip()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }

  @Override
  public String toString() {
    return ROOT.relativize(file).toString();
  }
}
