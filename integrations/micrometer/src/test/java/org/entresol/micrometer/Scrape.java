package org.entresol.micrometer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Prometheus gets from a node at one moment, taken from the text that is sent. */
record Scrape(List<Sample> samples) {
  private static final Pattern LINE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"([^\"]*)\"");

  /** One line of it. */
  record Sample(String name, Map<String, String> labels, double value) {}

  static Scrape of(String text) {
    List<Sample> samples = new ArrayList<>();
    for (String line : text.lines().filter(some -> !some.startsWith("#")).toList()) {
      Matcher parts = LINE.matcher(line);
      if (!parts.matches()) {
        throw new AssertionError("no line of a scrape: " + line);
      }
      String labels = parts.group(2);
      samples.add(
          new Sample(
              parts.group(1),
              labels(labels == null ? "" : labels),
              Double.parseDouble(parts.group(3))));
    }
    return new Scrape(samples);
  }

  static Map<String, String> labels(String text) {
    Map<String, String> labels = new TreeMap<>();
    Matcher each = LABEL.matcher(text);
    while (each.find()) {
      labels.put(each.group(1), each.group(2));
    }
    return labels;
  }

  Set<String> names() {
    Set<String> names = new TreeSet<>();
    samples.forEach(sample -> names.add(sample.name()));
    return names;
  }

  /** The sum of all that has a name and some labels; not a number where there is none. */
  double sum(String name, Map<String, String> labels) {
    return samples.stream()
        .filter(sample -> sample.name().equals(name))
        .filter(sample -> sample.labels().entrySet().containsAll(labels.entrySet()))
        .mapToDouble(Sample::value)
        .reduce(Double::sum)
        .orElse(Double.NaN);
  }

  double of(String name, String cache) {
    return sum(name, Map.of("cache", cache));
  }
}
