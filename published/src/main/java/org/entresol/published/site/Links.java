package org.entresol.published.site;

import java.nio.file.Path;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.jspecify.annotations.Nullable;

/**
 * Leads the links of a page to where their targets are on the site. What leads to a source that is
 * not there becomes its text alone.
 */
final class Links extends AbstractVisitor {
  private final Places places;
  private final Path source;
  private final Path place;

  /**
   * For a page.
   *
   * @param source where it lies, from the root of the project
   * @param place where it goes, from that of the site
   */
  Links(Places places, Path source, Path place) {
    this.places = places;
    this.source = source;
    this.place = place;
  }

  @Override
  public void visit(Link link) {
    visitChildren(link);
    String target = link.getDestination();
    if (target.startsWith("#") || target.matches("[a-z]+:.*")) {
      return;
    }
    String there = onTheSite(target);
    if (there != null) {
      link.setDestination(there);
    } else {
      dissolve(link);
    }
  }

  @Override
  public void visit(Image image) {
    String there = onTheSite(image.getDestination());
    if (there != null) {
      image.setDestination(there);
    }
  }

  private static void dissolve(Node link) {
    while (link.getFirstChild() != null) {
      link.insertBefore(link.getFirstChild());
    }
    link.unlink();
  }

  private @Nullable String onTheSite(String target) {
    int hash = target.indexOf('#');
    String path = hash < 0 ? target : target.substring(0, hash);
    Path file = source.resolveSibling(path).normalize();
    Path there = places.pages().getOrDefault(file, places.files().get(file));
    if (there == null) {
      return null;
    }
    return Site.from(place, there) + (hash < 0 ? "" : target.substring(hash));
  }
}
