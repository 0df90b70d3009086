package org.entresol.spring.boot;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sections and lists that grow from the paths of properties, and become one text of YAML. Not
 * thread-safe.
 */
final class Tree {
  private static final Pattern PLAIN = Pattern.compile("-?\\d{1,18}|true|false");

  /** Parts a path at its dots, and before each index. */
  private static final Pattern STEPS = Pattern.compile("\\.|(?=\\[\\d+])");

  private final Map<String, Tree> sections = new TreeMap<>();
  private final Map<Integer, Tree> items = new TreeMap<>();
  private @Nullable String text;

  /**
   * Puts a text where a path leads.
   *
   * @param path keys joined by dots, and indexes such as {@code [0]}; empty for this very place
   */
  void put(String path, String value) {
    Tree at = this;
    for (String step : STEPS.splitAsStream(path).toList()) {
      at = step.isEmpty() ? at : at.below(step);
    }
    at.text = value;
  }

  /** Puts a text into a section whose keys may hold dots. */
  void putKey(String key, String value) {
    below(key).text = value;
  }

  private Tree below(String step) {
    return step.startsWith("[")
        ? items.computeIfAbsent(
            Integer.valueOf(step.substring(1, step.length() - 1)), index -> new Tree())
        : sections.computeIfAbsent(step, key -> new Tree());
  }

  boolean isEmpty() {
    return text == null && items.isEmpty() && sections.isEmpty();
  }

  /** The one text that was put here, or YAML on one line for all that lies below. */
  String value() {
    return text != null ? text : yaml("");
  }

  private String yaml(String key) {
    if (!items.isEmpty()) {
      return items.values().stream()
          .map(item -> item.yaml(key))
          .collect(Collectors.joining(", ", "[", "]"));
    }
    if (text == null) {
      return sections.entrySet().stream()
          .map(entry -> quoted(entry.getKey()) + ": " + entry.getValue().yaml(entry.getKey()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return PLAIN.matcher(text).matches() && !isName(key) ? text : quoted(text);
  }

  /** Whether a number would be none: in a password, or the name of a user. */
  private static boolean isName(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    return lower.endsWith("password") || lower.endsWith("name");
  }

  /** Nearly all is escaped, as Redisson looks for tags and variables before it reads YAML. */
  private static String quoted(String text) {
    return text.codePoints()
        .mapToObj(
            c ->
                c < 128 && (Character.isLetterOrDigit(c) || ".:/-_*".indexOf(c) >= 0)
                    ? Character.toString(c)
                    : "\\U%08x".formatted(c))
        .collect(Collectors.joining("", "\"", "\""));
  }
}
