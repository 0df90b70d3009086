package org.entresol.published.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Where each file of the project has its place on the site, for those that have one. Immutable.
 *
 * @param pages the pages of Markdown, by their paths from the root of the project
 * @param files what is copied as it is
 */
record Places(Map<Path, Path> pages, Map<Path, Path> files) {
  private static final Path MANUAL = Path.of("src", "site", "markdown");
  private static final Path FILES = Path.of("src", "site", "resources");

  /** Looks through a project. */
  static Places in(Path root) throws IOException {
    Map<Path, Path> pages = new TreeMap<>();
    try (Stream<Path> files = Files.list(root)) {
      files
          .map(root::relativize)
          .filter(Places::isPage)
          .forEach(file -> pages.put(file, ofTheProject(file)));
    }
    try (Stream<Path> files = Files.walk(root.resolve(MANUAL))) {
      files
          .map(root::relativize)
          .filter(Places::isPage)
          .forEach(file -> pages.put(file, html(MANUAL.relativize(file).toString())));
    }
    Map<Path, Path> copied = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root.resolve(FILES))) {
      files
          .filter(Files::isRegularFile)
          .map(root::relativize)
          .forEach(file -> copied.put(file, FILES.relativize(file)));
    }
    return new Places(pages, copied);
  }

  private static boolean isPage(Path file) {
    return file.toString().endsWith(".md");
  }

  /** The README is what one comes to first; the others have a folder, where no name is taken. */
  private static Path ofTheProject(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.equals("readme.md") ? Path.of("index.html") : html("project/" + name);
  }

  private static Path html(String markdown) {
    return Path.of(markdown.replaceFirst("\\.md$", ".html"));
  }
}
