package org.entresol.published.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site holds together: what a page leads to, or shows, is there. */
@Tag("unit")
class SiteTest {
  private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]+)\"");

  @TempDir static Path site;

  @BeforeAll
  static void write() throws IOException {
    new Site(Path.of(".."), site).write();
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.walk(site)) {
      return files.filter(file -> file.toString().endsWith(".html")).toList();
    }
  }

  @Test
  void links_ofAllPages_leadSomewhere() throws IOException {
    List<String> dead = new ArrayList<>();
    for (Path page : pages()) {
      List<String> links =
          LINK.matcher(Files.readString(page))
              .results()
              .map(found -> found.group(1))
              .filter(link -> !link.matches("[a-z]+:.*"))
              .toList();
      for (String link : links) {
        if (!leadsSomewhere(page, link)) {
          dead.add(site.relativize(page) + " -> " + link);
        }
      }
    }

    assertThat(dead).isEmpty();
  }

  private static boolean leadsSomewhere(Path page, String link) throws IOException {
    int hash = link.indexOf('#');
    String path = hash < 0 ? link : link.substring(0, hash);
    Path target = path.isEmpty() ? page : page.resolveSibling(path).normalize();
    return Files.isRegularFile(target)
        && (hash < 0
            || Files.readString(target).contains("id=\"" + link.substring(hash + 1) + "\""));
  }

  @Test
  void pages_all_areFoundByTheSearch() throws IOException {
    String index = Files.readString(site.resolve("pages.js"));

    assertThat(pages())
        .hasSizeGreaterThan(20)
        .allMatch(page -> index.contains("href: \"" + site.relativize(page) + "\""));
  }

  @Test
  void pages_linkToASource_isItsTextAlone() throws IOException {
    assertThat(Files.readString(site.resolve("disk.html")))
        .contains("PersistentCache")
        .doesNotContain("PersistentCache.java\"");
  }
}
