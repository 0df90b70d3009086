package org.entresol.published;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * A module of this build, by its pom as it is written: nothing is inherited or filled in. Not safe
 * for concurrent use.
 *
 * @param directory where the pom is
 * @param document what is in it
 */
record Pom(Path directory, Document document) {
  private static final Path ROOT = Path.of("..");

  /** The parent of all but the BOM. */
  static Pom parent() {
    return of(ROOT);
  }

  /** The modules that are published, the parent aside. */
  static List<Pom> published() {
    return parent().texts("/project/modules/module").stream()
        .map(module -> of(ROOT.resolve(module)))
        .filter(Pom::isPublished)
        .toList();
  }

  private static Pom of(Path directory) {
    try {
      return new Pom(
          directory,
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(directory.resolve("pom.xml").toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ParserConfigurationException | SAXException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean isPublished() {
    return !text("/project/properties/maven.deploy.skip").equals("true");
  }

  /** The text at a place, empty where there is none. */
  String text(String xpath) {
    List<String> all = texts(xpath);
    return all.isEmpty() ? "" : all.get(0);
  }

  /** The texts at a place, without the spaces around them. */
  List<String> texts(String xpath) {
    try {
      NodeList found =
          (NodeList)
              XPathFactory.newInstance()
                  .newXPath()
                  .evaluate(xpath, document, XPathConstants.NODESET);
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < found.getLength(); i++) {
        texts.add(found.item(i).getTextContent().strip().replaceAll("\\s+", " "));
      }
      return texts;
    } catch (XPathExpressionException e) {
      throw new IllegalArgumentException(xpath, e);
    }
  }

  String artifactId() {
    return text("/project/artifactId");
  }

  /** Whether there is a jar beside the pom. */
  boolean hasJar() {
    return text("/project/packaging").isEmpty();
  }

  /** Where the build leaves the jar. */
  Path jar() {
    return jar("");
  }

  /**
   * Where the build leaves another jar of the module.
   *
   * @param classifier what its name ends with, such as {@code -all}
   */
  Path jar(String classifier) {
    return directory.resolve(
        "target/%s-%s%s.jar".formatted(artifactId(), parent().version(), classifier));
  }

  private String version() {
    return text("/project/version");
  }

  @Override
  public String toString() {
    return artifactId();
  }
}
