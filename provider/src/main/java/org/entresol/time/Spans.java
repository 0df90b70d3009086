package org.entresol.time;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lengths of time as people read them. Stateless. */
public final class Spans {

  /** Of a length that was measured nobody wants to know more units. */
  private static final int NAMED = 2;

  private static final List<ChronoUnit> UNITS =
      List.of(
          ChronoUnit.DAYS,
          ChronoUnit.HOURS,
          ChronoUnit.MINUTES,
          ChronoUnit.SECONDS,
          ChronoUnit.MILLIS,
          ChronoUnit.MICROS,
          ChronoUnit.NANOS);

  private Spans() {}

  /** A length in words, such as "1 minute 5 seconds", and no less exact. */
  public static String inWords(Duration span) {
    return words(span, UNITS.size());
  }

  /** A length that was measured, in words: in its two largest units, and without the rest. */
  public static String measured(long nanos) {
    return words(Duration.ofNanos(nanos), NAMED);
  }

  private static String words(Duration span, int most) {
    List<String> words = new ArrayList<>();
    Duration rest = span.abs();
    for (int i = 0; i < UNITS.size() && words.size() < most; i++) {
      Duration unit = UNITS.get(i).getDuration();
      long count = rest.dividedBy(unit);
      rest = rest.minus(unit.multipliedBy(count));
      if (count > 0) {
        words.add(count + " " + name(UNITS.get(i), count));
      }
    }
    String sign = span.isNegative() ? "-" : "";
    return words.isEmpty() ? "0 seconds" : sign + String.join(" ", words);
  }

  private static String name(ChronoUnit unit, long count) {
    String units =
        switch (unit) {
          case MILLIS -> "milliseconds";
          case MICROS -> "microseconds";
          case NANOS -> "nanoseconds";
          default -> unit.toString().toLowerCase(Locale.ROOT);
        };
    return (count == 1) ? units.substring(0, units.length() - 1) : units;
  }
}
