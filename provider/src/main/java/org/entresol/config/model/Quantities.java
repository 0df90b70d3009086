package org.entresol.config.model;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.entresol.time.Spans;
import org.jspecify.annotations.Nullable;

/** The types of quantities: counts, sizes in bytes, durations, shares. */
public final class Quantities {
  /** Longer spans would overflow when they are added to an instant. */
  public static final int MAX_DAYS = 36_500;

  /** Any length of time; none is one too. */
  public static final Scalar<Duration> SPAN = span("0s");

  /** A number of entries. */
  public static final Scalar<Long> COUNT = from1("a whole number from 1 on", Map.of("", 1L));

  /** A number of bytes; a kilobyte is 1024 of them. */
  public static final Scalar<Long> SIZE =
      from1(
          "a number of bytes from 1 on, plain or in KB, MB or GB, such as 64MB",
          Map.of("", 1L, "KB", 1L << 10, "MB", 1L << 20, "GB", 1L << 30));

  /** A number of things handled at a time. */
  public static final Scalar<Integer> NUMBER = upTo(Integer.MAX_VALUE);

  private Quantities() {}

  /**
   * A number of bytes that is not less than the least.
   *
   * @param least the least in words, for messages
   * @param fewest the least
   */
  public static Scalar<Long> sizeFrom(String least, long fewest) {
    return Scalar.<Long>of(
            "a number of bytes from %s on, plain or in KB, MB or GB, such as 64MB".formatted(least),
            (text, loader) -> {
              long number = SIZE.parse(text);
              if (number < fewest) {
                throw new IllegalArgumentException("is too small");
              }
              return number;
            })
        .within(least + " or more", number -> number >= fewest);
  }

  private static Scalar<Long> from1(String allowed, Map<String, Long> units) {
    return Scalar.<Long>of(allowed, (text, loader) -> from1(Quantity.of(text).times(units)))
        .within("1 or more", number -> number >= 1);
  }

  private static long from1(long number) {
    if (number < 1) {
      throw new IllegalArgumentException("is too small");
    }
    return number;
  }

  /** A number of things from 1 to the most. */
  public static Scalar<Integer> upTo(int most) {
    return Scalar.of(
            "a whole number from 1 to " + most,
            (text, loader) -> (int) atMost(most, COUNT.parse(text)))
        .within(
            most == Integer.MAX_VALUE ? "1 or more" : "1 to " + most,
            number -> number >= 1 && number <= most);
  }

  private static long atMost(long most, long number) {
    if (number > most) {
      throw new IllegalArgumentException("is too large");
    }
    return number;
  }

  /** A number of things in a second, from none to the most. */
  public static Scalar<Integer> rate(int most) {
    return Scalar.of(
            "a rate from 0/s to %d/s, such as 10/s".formatted(most),
            (text, loader) -> (int) atMost(most, perSecond(text)))
        .within("0 to " + most, number -> number >= 0 && number <= most)
        .named(number -> number + "/s");
  }

  private static long perSecond(String text) {
    if (!text.endsWith("/s")) {
      throw new IllegalArgumentException("is not allowed");
    }
    return Quantity.of(text.substring(0, text.length() - 2)).times(Map.of("", 1L));
  }

  /** A number that need not be whole, from 0 to the most. */
  public static Scalar<Double> decimalTo(int most) {
    String range = "a number from 0 to " + most;
    return Scalar.of(range + ", such as 1.0", (text, loader) -> decimal(text, most))
        .within(range, number -> number >= 0 && number <= most);
  }

  private static double decimal(String text, int most) {
    if (!text.matches("\\d{1,9}(\\.\\d{1,9})?")) {
      throw new IllegalArgumentException("is not allowed");
    }
    double number = Double.parseDouble(text);
    if (number > most) {
      throw new IllegalArgumentException("is too large");
    }
    return number;
  }

  /**
   * A share of a whole, in Java less than all.
   *
   * @param least the least that a file may say, in percent
   * @param most the most that a file may say, in percent
   * @param example what a file may say, for messages
   */
  public static Scalar<Double> share(int least, int most, int example) {
    return Scalar.of(
            "a percentage from %d%% to %d%%, such as %d%%".formatted(least, most, example),
            (text, loader) -> share(text, least, most))
        .within("a share from 0 to less than 1", share -> share >= 0 && share < 1);
  }

  private static double share(String text, int least, int most) {
    long percent = Quantity.of(text).times(Map.of("%", 1L));
    if (percent < least) {
      throw new IllegalArgumentException("is too small");
    }
    return atMost(most, percent) / 100.0;
  }

  /** A span of time that is not shorter than the least. */
  public static Scalar<Duration> span(String least) {
    return span(least, time(least, Quantities::toSpan));
  }

  /**
   * A span of time that is not shorter than the least.
   *
   * @param least the least in words, for messages
   * @param shortest the least
   */
  public static Scalar<Duration> span(String least, Duration shortest) {
    Duration longest = Duration.ofDays(MAX_DAYS);
    return Scalar.of(
            "a number with its unit (ms, s, m, h or d), such as 10s, from %s to %dd"
                .formatted(least, MAX_DAYS),
            (text, loader) -> notShorter(shortest, time(text, Quantities::toSpan)))
        .within(
            Spans.inWords(shortest) + " to " + Spans.inWords(longest),
            span -> span.compareTo(shortest) >= 0 && span.compareTo(longest) <= 0)
        .named(Spans::inWords);
  }

  private static Duration toSpan(long number, TimeUnit unit) {
    return Duration.of(number, unit.toChronoUnit());
  }

  private static Duration notShorter(Duration shortest, Duration span) {
    if (span.compareTo(shortest) < 0) {
      throw new IllegalArgumentException("is too short");
    }
    return span;
  }

  /**
   * A length of time made of a text.
   *
   * @param maker is given the number and its unit
   * @throws IllegalArgumentException if the text is not allowed; its message is the reason
   */
  public static <T> T time(String text, BiFunction<Long, TimeUnit, T> maker) {
    Quantity quantity = Quantity.of(text);
    TimeUnit unit =
        quantity.unitIn(
            Map.of(
                "ms", TimeUnit.MILLISECONDS,
                "s", TimeUnit.SECONDS,
                "m", TimeUnit.MINUTES,
                "h", TimeUnit.HOURS,
                "d", TimeUnit.DAYS));
    if (unit.toMillis(quantity.number()) > TimeUnit.DAYS.toMillis(MAX_DAYS)) {
      throw new IllegalArgumentException("is too long");
    }
    return maker.apply(quantity.number(), unit);
  }

  /** Digits, and the letters or the percent sign behind them. */
  private record Quantity(long number, String unit) {
    private static final Pattern FORM = Pattern.compile("(\\d[\\d_]*)([A-Za-z]*|%)");

    static Quantity of(String text) {
      Matcher matcher = FORM.matcher(text);
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
