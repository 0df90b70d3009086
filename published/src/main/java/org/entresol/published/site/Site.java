package org.entresol.published.site;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

/**
 * The manual, and the pages at the root of the project, as files for a browser: no server, nothing
 * from elsewhere, and a search through all of them.
 */
public final class Site {
  private static final List<Extension> EXTENSIONS =
      List.of(TablesExtension.create(), HeadingAnchorExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
  private static final HtmlRenderer HTML = HtmlRenderer.builder().extensions(EXTENSIONS).build();
  private static final TextContentRenderer TEXT =
      TextContentRenderer.builder().extensions(EXTENSIONS).build();
  private static final List<String> PARTS = List.of("site.css", "search.js");

  private final Path root;
  private final Path target;
  private final Places places;

  /**
   * Looks through a project.
   *
   * @param root where the project is
   * @param target where the pages go
   */
  public Site(Path root, Path target) throws IOException {
    this.root = root;
    this.target = target;
    this.places = Places.in(root);
  }

  /**
   * Writes the site.
   *
   * @param arguments where the project is, and where the pages go
   */
  public static void main(String... arguments) throws IOException {
    new Site(Path.of(arguments[0]), Path.of(arguments[1])).write();
  }

  /** Writes all pages, and what they show. */
  public void write() throws IOException {
    StringBuilder index = new StringBuilder("const pages = [\n");
    for (Map.Entry<Path, Path> page : places.pages().entrySet()) {
      Node document = PARSER.parse(Files.readString(root.resolve(page.getKey())));
      document.accept(new Links(places, page.getKey(), page.getValue()));
      String title = title(document);
      put(page.getValue(), html(page.getValue(), title, HTML.render(document)));
      index.append(
          "  {href: %s, title: %s, text: %s},%n"
              .formatted(
                  quoted(page.getValue().toString()),
                  quoted(title),
                  quoted(TEXT.render(document))));
    }
    put(Path.of("pages.js"), index + "];\n");
    for (Map.Entry<Path, Path> file : places.files().entrySet()) {
      Path there = target.resolve(file.getValue());
      Files.createDirectories(requireNonNull(there.getParent()));
      Files.copy(root.resolve(file.getKey()), there, REPLACE_EXISTING);
    }
    for (String part : PARTS) {
      put(Path.of(part), part(part));
    }
  }

  private static String title(Node document) {
    return document.getFirstChild() instanceof Heading heading ? TEXT.render(heading) : "Entresol";
  }

  private String html(Path page, String title, String body) throws IOException {
    String menu =
        places.pages().values().stream()
            .filter(other -> other.getNameCount() == 1)
            .map(other -> "<a href=\"%s\">%s</a>".formatted(from(page, other), name(other)))
            .collect(Collectors.joining("\n"));
    return part("page.html")
        .replace("{title}", escaped(title))
        .replace("{top}", from(page, Path.of("")))
        .replace("{menu}", menu)
        .replace("{body}", body);
  }

  private static String name(Path page) {
    return page.toString().replaceFirst("\\.html$", "").replace('-', ' ');
  }

  /** What a link of one page to another says. */
  static String from(Path page, Path other) {
    return "../".repeat(page.getNameCount() - 1) + other.toString().replace('\\', '/');
  }

  private void put(Path place, String text) throws IOException {
    Path file = target.resolve(place);
    Files.createDirectories(requireNonNull(file.getParent()));
    Files.writeString(file, text);
  }

  private static String part(String name) throws IOException {
    try (InputStream in = requireNonNull(Site.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private static String quoted(String text) {
    return '"'
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\s+", " ").strip()
        + '"';
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
