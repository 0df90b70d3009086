package org.entresol.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** The reports of one run: a `testsuite` element for each test class. */
record Reports(List<Element> suites) {
  private static final Pattern LEFT_OUT = Pattern.compile("EXCLUDING TEST '(.+)'\\s+'(.+)'");

  static Reports in(Path folder) throws IOException, SAXException, ParserConfigurationException {
    var parser = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
    List<Element> suites = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".xml")).toList()) {
        suites.add(parser.parse(file.toFile()).getDocumentElement());
      }
    }
    return new Reports(suites);
  }

  int total(String count) {
    return suites.stream().map(s -> s.getAttribute(count)).mapToInt(Integer::parseInt).sum();
  }

  /** The tests that left themselves out, as `class#method`: the suite says so only in its log. */
  List<String> leftOut() {
    return suites.stream()
        .flatMap(s -> LEFT_OUT.matcher(s.getTextContent()).results())
        .map(Reports::testName)
        .toList();
  }

  /** The class path of each test class. */
  List<String> classPaths() {
    return suites.stream().map(Reports::classPath).toList();
  }

  private static String classPath(Element suite) {
    var properties = suite.getElementsByTagName("property");
    return IntStream.range(0, properties.getLength())
        .mapToObj(i -> (Element) properties.item(i))
        .filter(property -> property.getAttribute("name").equals("surefire.test.class.path"))
        .map(property -> property.getAttribute("value"))
        .findFirst()
        .orElse("");
  }

  private static String testName(MatchResult match) {
    return match.group(1) + "#" + match.group(2);
  }
}
