package org.entresol.web.route;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of paths: segments as they are, {@code *} or a name in braces for any one segment, and
 * {@code **} at the end for any number of them, none included. Immutable.
 */
public final class RoutePattern {
  /** What a pattern may be, for messages. */
  public static final String ALLOWED =
      "a path that starts with /, whose segments are texts, * or a name in braces for any one, or **"
          + " at the end for any number, such as /products/** or /products/{id}";

  /** The more special first. */
  public static final Comparator<RoutePattern> BY_SPECIFICITY =
      Comparator.comparing((RoutePattern pattern) -> pattern.open)
          .thenComparing(pattern -> -pattern.literals())
          .thenComparing(pattern -> -pattern.segments.size())
          .thenComparing(pattern -> pattern.text);

  private static final String ONE = "*";
  private static final String ANY = "**";
  private static final Pattern NAMED = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_-]*)}");

  private final String text;
  private final List<String> segments;
  private final boolean[] any;
  private final boolean open;

  private RoutePattern(String text, List<String> segments, boolean open) {
    this.text = text;
    this.segments = segments;
    this.any = new boolean[segments.size()];
    for (int i = 0; i < any.length; i++) {
      any[i] = isAnyOne(segments.get(i));
    }
    this.open = open;
  }

  /**
   * The pattern that a text writes.
   *
   * @throws IllegalArgumentException if it is none; the message says what is allowed
   */
  public static RoutePattern of(String text) {
    List<String> segments = split(text);
    boolean open = !segments.isEmpty() && segments.get(segments.size() - 1).equals(ANY);
    List<String> closed = open ? segments.subList(0, segments.size() - 1) : segments;
    boolean right =
        text.startsWith("/")
            && !text.matches(".*[\\s?#;%\\\\].*")
            && closed.stream().allMatch(one -> isAnyOne(one) || !one.matches(".*[*{}].*"))
            && hasDistinctNames(closed);
    if (!right) {
      throw new IllegalArgumentException(
          "the route \"" + text + "\" is not allowed; allowed: " + ALLOWED);
    }
    return new RoutePattern(text, List.copyOf(closed), open);
  }

  private static List<String> split(String path) {
    return path.length() < 2 ? List.of() : List.of(path.substring(1).split("/", -1));
  }

  private static boolean isAnyOne(String segment) {
    return segment.equals(ONE) || name(segment) != null;
  }

  /** The name of the variable that a segment is; null if it is none. */
  private static @Nullable String name(String segment) {
    Matcher matcher = NAMED.matcher(segment);
    return matcher.matches() ? matcher.group(1) : null;
  }

  private static boolean hasDistinctNames(List<String> segments) {
    List<String> named = segments.stream().filter(one -> name(one) != null).toList();
    return new HashSet<>(named).size() == named.size();
  }

  private int literals() {
    return (int) segments.stream().filter(one -> !isAnyOne(one)).count();
  }

  /** Whether a path fits. */
  public boolean matches(String path) {
    List<String> given = split(path);
    boolean fits = open ? given.size() >= segments.size() : given.size() == segments.size();
    if (!fits || !path.startsWith("/")) {
      return false;
    }
    for (int i = 0; i < segments.size(); i++) {
      if (!any[i] && !segments.get(i).equals(given.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The names of its variables. */
  Set<String> variables() {
    Set<String> names = new HashSet<>();
    for (String segment : segments) {
      String name = name(segment);
      if (name != null) {
        names.add(name);
      }
    }
    return names;
  }

  /** What a path that fits says for its variables, decoded. */
  Map<String, String> variables(String path) {
    List<String> given = split(path);
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < segments.size(); i++) {
      String name = name(segments.get(i));
      if (name != null) {
        // A plus is a blank in queries only.
        String value = given.get(i).replace("+", "%2B");
        values.put(name, URLDecoder.decode(value, StandardCharsets.UTF_8));
      }
    }
    return values;
  }

  /** The pattern as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
