package org.entresol.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The spelling of enum constants on the command line and in tables: lower case, with hyphens. */
final class Labels {
  private Labels() {}

  /** Returns the label of a constant, such as {@code caffeine-jcache} for CAFFEINE_JCACHE. */
  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Returns the constant that has this label.
   *
   * @throws IllegalArgumentException if there is none; the message lists the allowed labels
   */
  static <E extends Enum<E>> E parse(Class<E> type, String label) {
    for (E constant : type.getEnumConstants()) {
      if (of(constant).equals(label)) {
        return constant;
      }
    }
    String allowed =
        Arrays.stream(type.getEnumConstants()).map(Labels::of).collect(Collectors.joining(", "));
    String what = type.getSimpleName().toLowerCase(Locale.ROOT);
    throw new IllegalArgumentException(
        "Unknown %s '%s'; allowed are: %s".formatted(what, label, allowed));
  }
}
