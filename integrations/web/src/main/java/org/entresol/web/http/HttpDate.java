package org.entresol.web.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The dates of HTTP, in the one form that may be made. Stateless. */
public final class HttpDate {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");

  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  private static final int LENGTH = 29;
  private static final int CENTURY = 100;

  private HttpDate() {}

  /** A date as a field says it, as each answer does that is given. */
  public static String format(Instant instant) {
    LocalDateTime date = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
    if (date.getYear() < 0 || date.getYear() >= CENTURY * CENTURY) {
      return FORM.format(instant);
    }
    StringBuilder text = new StringBuilder(LENGTH);
    text.append(DAYS.get(date.getDayOfWeek().getValue() - 1)).append(", ");
    two(date.getDayOfMonth(), text);
    text.append(' ').append(MONTHS.get(date.getMonthValue() - 1)).append(' ');
    two(date.getYear() / CENTURY, text);
    two(date.getYear() % CENTURY, text);
    text.append(' ');
    two(date.getHour(), text);
    text.append(':');
    two(date.getMinute(), text);
    text.append(':');
    two(date.getSecond(), text);
    return text.append(" GMT").toString();
  }

  private static void two(int number, StringBuilder text) {
    text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
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
