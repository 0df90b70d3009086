package org.entresol.config;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.cache.expiry.Duration;
import org.entresol.Jitter;
import org.jspecify.annotations.Nullable;

/** The shapes of quantities: counts, sizes in bytes, durations. */
final class Quantities {
  private static final Map<String, Long> BYTES =
      Map.of("", 1L, "KB", 1L << 10, "MB", 1L << 20, "GB", 1L << 30);
  private static final Map<String, TimeUnit> TIMES =
      Map.of(
          "ms", TimeUnit.MILLISECONDS,
          "s", TimeUnit.SECONDS,
          "m", TimeUnit.MINUTES,
          "h", TimeUnit.HOURS,
          "d", TimeUnit.DAYS);
  private static final Pattern QUANTITY = Pattern.compile("(\\d[\\d_]*)([A-Za-z]*|%)");

  private static final Map<String, Long> PERCENT = Map.of("%", 1L);
  private static final Pattern DECIMAL = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

  /** In percent; more would make short what is cached for long. */
  private static final int MOST_JITTER = 50;

  /** Longer spans would overflow when they are added to an instant. */
  private static final int MAX_DAYS = 36_500;

  /** A number of entries. */
  static final Shape<Long> COUNT =
      Shape.text(
          "a whole number from 1 on",
          (text, loader) -> from1(Quantity.of(text).times(Map.of("", 1L))));

  /** A number of things handled at a time. */
  static final Shape<Integer> NUMBER = upTo(Integer.MAX_VALUE);

  /** A number of bytes; a kilobyte is 1024 of them. */
  static final Shape<Long> SIZE =
      Shape.text(
          "a number of bytes from 1 on, plain or in KB, MB or GB, such as 64MB",
          (text, loader) -> from1(Quantity.of(text).times(BYTES)));

  /** A span of time; {@code 0s} is none at all. */
  static final Shape<Duration> DURATION =
      Shape.text(
          "a number with its unit (ms, s, m, h or d), such as 10m, at most " + MAX_DAYS + "d",
          (text, loader) -> duration(Quantity.of(text)));

  /** How much shorter lives may be: a share of them or a span of time. */
  static final Shape<Jitter> JITTER =
      Shape.text(
          "a percentage from 0% to "
              + MOST_JITTER
              + "%, such as 10%, or "
              + spanFrom("0s").allowed(),
          (text, loader) ->
              text.endsWith("%")
                  ? Jitter.share(share(text, 0, MOST_JITTER))
                  : Jitter.upTo(span(Quantity.of(text))));

  private Quantities() {}

  /** A number that need not be whole, from 0 to the most. */
  static Shape<Double> decimalTo(int most) {
    return Shape.text(
        "a number from 0 to " + most + ", such as 1.0",
        (text, loader) -> {
          if (!DECIMAL.matcher(text).matches()) {
            throw new IllegalArgumentException("is not allowed");
          }
          double number = Double.parseDouble(text);
          if (number > most) {
            throw new IllegalArgumentException("is too large");
          }
          return number;
        });
  }

  /** A share of something, written in whole percent and read as a number from 0 to 1. */
  static Shape<Double> percent(int least, int most) {
    return Shape.text(
        "a percentage from %d%% to %d%%, such as 80%%".formatted(least, most),
        (text, loader) -> share(text, least, most));
  }

  private static double share(String text, int least, int most) {
    long percent = Quantity.of(text).times(PERCENT);
    if (percent < least) {
      throw new IllegalArgumentException("is too small");
    }
    if (percent > most) {
      throw new IllegalArgumentException("is too large");
    }
    return percent / 100.0;
  }

  /** A number of things, at most so many. */
  static Shape<Integer> upTo(int most) {
    return Shape.text(
        "a whole number from 1 to " + most,
        (text, loader) -> toInt(from1(Quantity.of(text).times(Map.of("", 1L))), most));
  }

  /** A span of time that is not shorter than the least. */
  static Shape<java.time.Duration> spanFrom(String least) {
    java.time.Duration shortest = span(Quantity.of(least));
    return Shape.text(
        "a number with its unit (ms, s, m, h or d), such as 10s, from "
            + least
            + " to "
            + MAX_DAYS
            + "d",
        (text, loader) -> {
          java.time.Duration span = span(Quantity.of(text));
          if (span.compareTo(shortest) < 0) {
            throw new IllegalArgumentException("is too short");
          }
          return span;
        });
  }

  private static java.time.Duration span(Quantity quantity) {
    Duration duration = duration(quantity);
    return java.time.Duration.of(
        duration.getDurationAmount(), duration.getTimeUnit().toChronoUnit());
  }

  private static Duration duration(Quantity quantity) {
    TimeUnit unit = quantity.unitIn(TIMES);
    if (unit.toDays(quantity.number()) > MAX_DAYS) {
      throw new IllegalArgumentException("is too long");
    }
    return new Duration(unit, quantity.number());
  }

  private static long from1(long number) {
    if (number < 1) {
      throw new IllegalArgumentException("is too small");
    }
    return number;
  }

  private static int toInt(long number, int most) {
    if (number > most) {
      throw new IllegalArgumentException("is too large");
    }
    return (int) number;
  }

  /** Digits, and the letters or the percent sign behind them. */
  private record Quantity(long number, String unit) {

    static Quantity of(String text) {
      Matcher matcher = QUANTITY.matcher(text);
      if (!matcher.matches()) {
        throw new IllegalArgumentException("is not allowed");
      }
      String digits = matcher.group(1).replace("_", "");
      if (digits.length() > 18) {
        throw new IllegalArgumentException("is too large");
      }
      return new Quantity(Long.parseLong(digits), matcher.group(2));
    }

    <U> U unitIn(Map<String, U> units) {
      @Nullable U known = units.get(unit);
      if (known == null) {
        throw new IllegalArgumentException(
            unit.isEmpty() ? "has no unit" : "has the unknown unit \"" + unit + "\"");
      }
      return known;
    }

    long times(Map<String, Long> units) {
      try {
        return Math.multiplyExact(number, unitIn(units));
      } catch (ArithmeticException e) {
        throw new IllegalArgumentException("is too large", e);
      }
    }
  }
}
