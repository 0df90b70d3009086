package org.entresol.web.route;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whether a path can be read in one way only. One that servers and applications cut, decode or
 * normalise differently could have the answer of one address kept as that of another. Stateless.
 */
public final class PlainPath {
  private static final Pattern ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  /** What the words for /, \, ., ;, %, ?, # and controls are when they are encoded. */
  private static final List<String> AMBIGUOUS =
      List.of(
          "%2f",
          "%5c", "%2e", "%3b", "%25", "%3f", "%23", "%7f", "%0", "%1", "//", "\\", ";", "/./",
          "/../");

  private PlainPath() {}

  /** Whether a path, as it was sent, is one. */
  public static boolean is(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    return path.startsWith("/")
        && isVisible(path)
        && !lower.endsWith("/.")
        && !lower.endsWith("/..")
        && !isAmbiguous(lower)
        && (path.indexOf('%') < 0 || !ESCAPE.matcher(path).find());
  }

  private static boolean isAmbiguous(String path) {
    for (String part : AMBIGUOUS) {
      if (path.contains(part)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isVisible(String path) {
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) <= ' ' || path.charAt(i) >= 0x7f) {
        return false;
      }
    }
    return true;
  }
}
