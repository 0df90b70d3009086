package org.entresol.console;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.entresol.time.Spans;

/** Numbers as people read them. Stateless. */
final class Units {

  private static final String[] BYTES = {"B", "kB", "MB", "GB", "TB"};

  private Units() {}

  /** A count, with commas between thousands, whatever the locale of the machine. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** How often something is in a second. */
  static String rate(double perSecond) {
    return String.format(Locale.ROOT, "%,.1f", perSecond);
  }

  /** A number of bytes, in the largest unit that leaves one digit before the point at least. */
  static String bytes(long bytes) {
    double left = bytes;
    int unit = 0;
    while (left >= 1024 && unit < BYTES.length - 1) {
      left /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", left, BYTES[unit]);
  }

  /** A length of time, in words. */
  static String span(long millis) {
    return Spans.measured(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  /** Microseconds as milliseconds. */
  static String millis(long micros) {
    return String.format(Locale.ROOT, "%.2f ms", micros / 1000.0);
  }
}
