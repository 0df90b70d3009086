package org.entresol.console;

/** Bounds of what is asked for at once. Stateless. */
final class Limits {

  /** The most that is named at once. */
  static final int MOST = 10_000;

  private Limits() {}

  /** Refuses a number that is too small or too large. */
  static void require(String option, int number) {
    if (number < 1 || number > MOST) {
      throw new RefusedException(
          "%s %d is not allowed; allowed: 1 to %d".formatted(option, number, MOST));
    }
  }
}
