package org.entresol.web.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The dates of HTTP, in the one form that may be made. Stateless. */
public final class HttpDate {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private HttpDate() {}

  /** A date as a field says it. */
  public static String format(Instant instant) {
    return FORM.format(instant);
  }

  /** The instant that a field says; null where it is missing, obsolete in form or no date. */
  public static @Nullable Instant parse(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return FORM.parse(text.strip(), Instant::from);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
