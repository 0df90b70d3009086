package org.entresol.web.route;

import java.util.Comparator;
import java.util.List;

/**
 * A pattern of paths: segments as they are, {@code *} for any one segment, and {@code **} at the
 * end for any number of them, none included. Immutable.
 */
public final class RoutePattern {
  /** What a pattern may be, for messages. */
  public static final String ALLOWED =
      "a path that starts with /, whose segments are texts, * for any one, or ** at the end for any"
          + " number, such as /products/**";

  /** The more special first. */
  public static final Comparator<RoutePattern> BY_SPECIFICITY =
      Comparator.comparing((RoutePattern pattern) -> pattern.open)
          .thenComparing(pattern -> -pattern.literals())
          .thenComparing(pattern -> -pattern.segments.size())
          .thenComparing(pattern -> pattern.text);

  private static final String ONE = "*";
  private static final String ANY = "**";

  private final String text;
  private final List<String> segments;
  private final boolean open;

  private RoutePattern(String text, List<String> segments, boolean open) {
    this.text = text;
    this.segments = segments;
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
            && !text.matches(".*[\\s?#;{}%\\\\].*")
            && closed.stream().allMatch(one -> one.equals(ONE) || !one.contains(ONE));
    if (!right) {
      throw new IllegalArgumentException(
          "the route \"" + text + "\" is not allowed; allowed: " + ALLOWED);
    }
    return new RoutePattern(text, List.copyOf(closed), open);
  }

  private static List<String> split(String path) {
    return path.length() < 2 ? List.of() : List.of(path.substring(1).split("/", -1));
  }

  private int literals() {
    return (int) segments.stream().filter(one -> !one.equals(ONE)).count();
  }

  /** Whether a path fits. */
  public boolean matches(String path) {
    List<String> given = split(path);
    boolean fits = open ? given.size() >= segments.size() : given.size() == segments.size();
    if (!fits || !path.startsWith("/")) {
      return false;
    }
    for (int i = 0; i < segments.size(); i++) {
      if (!segments.get(i).equals(ONE) && !segments.get(i).equals(given.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The pattern as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
