package org.entresol.web.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one range of bytes that a request wants (RFC 9110, 14).
 *
 * @param from the first byte
 * @param to the byte after the last; not more than {@code from} when no byte is in the range
 */
public record ByteRange(int from, int to) {
  private static final Pattern FORM = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /**
   * What a field wants of a content.
   *
   * @param length the length of the content
   * @return null where the whole is to be given: for several ranges, and what is none
   */
  public static @Nullable ByteRange of(@Nullable String field, int length) {
    Matcher matcher = FORM.matcher(field == null ? "" : field.strip());
    if (!matcher.matches() || (matcher.group(1) + matcher.group(2)).isEmpty()) {
      return null;
    }
    if (matcher.group(1).isEmpty()) {
      long last = Long.parseLong(matcher.group(2));
      return new ByteRange((int) Math.max(0, length - last), last == 0 ? 0 : length);
    }
    long from = Long.parseLong(matcher.group(1));
    long to = matcher.group(2).isEmpty() ? length : Long.parseLong(matcher.group(2)) + 1;
    if (!matcher.group(2).isEmpty() && to <= from) {
      return null;
    }
    return new ByteRange((int) Math.min(from, length), (int) Math.min(to, length));
  }

  /** Whether a content has bytes in it. */
  public boolean isSatisfiable() {
    return from < to;
  }
}
