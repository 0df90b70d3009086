package org.entresol.web.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The directives of {@code Cache-Control} (RFC 9111, 5.2; RFC 5861). What cannot be understood is
 * taken for the more careful thing: a lifetime that is no number, or is said twice with different
 * numbers, is none. Immutable.
 */
public final class CacheControl {
  private static final Pattern DIRECTIVE =
      Pattern.compile(
          "\\s*([^\\s=,;\"]+)\\s*(?:=\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|[^,\"]*))?\\s*(,|$)");

  /** A longer lifetime is taken for this one, which RFC 9111 says is long enough. */
  private static final long LONGEST = Integer.MAX_VALUE;

  private static final int MOST_DIGITS = 18;

  private final Map<String, String> directives = new HashMap<>();
  private final boolean readable;

  private CacheControl(String text) {
    Matcher matcher = DIRECTIVE.matcher(text);
    int end = 0;
    boolean all = true;
    while (end < text.length() && all) {
      matcher.region(end, text.length());
      if (matcher.lookingAt()) {
        put(matcher.group(1).toLowerCase(Locale.ROOT), matcher.group(2));
        end = matcher.end();
      } else if (text.charAt(end) == ',' || Character.isWhitespace(text.charAt(end))) {
        end++;
      } else {
        all = false;
      }
    }
    readable = all;
  }

  /** The directives of some fields; none where there is no such field. */
  public static CacheControl of(Headers headers) {
    String text = headers.joined("Cache-Control");
    return new CacheControl(text == null ? "" : text);
  }

  /** Fields that forbid caches on the way to keep an answer which is one user's. */
  public static Headers ofOneUser(Headers headers) {
    List<String> directives = new ArrayList<>(List.of("private"));
    for (String directive : headers.members("Cache-Control")) {
      if (!directive.equals("public") && !directive.startsWith("s-maxage")) {
        directives.add(directive);
      }
    }
    return headers
        .without(name -> name.equalsIgnoreCase("Cache-Control"))
        .with("Cache-Control", String.join(", ", directives));
  }

  private void put(String name, @Nullable String argument) {
    String value = argument == null ? "" : unquoted(argument.strip());
    directives.merge(name, value, (one, other) -> one.equals(other) ? one : "contradicted");
  }

  private static String unquoted(String argument) {
    boolean quoted = argument.length() > 1 && argument.startsWith("\"");
    return quoted ? argument.substring(1, argument.length() - 1) : argument;
  }

  /** Whether all of it could be read; what could not may be anything. */
  public boolean isReadable() {
    return readable;
  }

  /** Whether a directive is there, with or without an argument. */
  public boolean has(String directive) {
    return directives.containsKey(directive);
  }

  /**
   * The number of seconds behind a directive.
   *
   * @return null where the directive is missing, 0 where what stands behind it is no number
   */
  public @Nullable Long seconds(String directive) {
    String argument = directives.get(directive);
    if (argument == null) {
      return null;
    }
    if (!argument.matches("[0-9]+")) {
      return 0L;
    }
    return argument.length() > MOST_DIGITS ? LONGEST : Math.min(LONGEST, Long.parseLong(argument));
  }
}
