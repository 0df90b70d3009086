package org.entresol.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * The middle of some numbers, and how far apart they are.
 *
 * @param median the middle one
 * @param half half the distance between the quartiles
 */
record Spread(double median, double half) {

  /**
   * Returns the spread of these numbers.
   *
   * @throws IllegalArgumentException if there are none
   */
  static Spread of(List<Double> numbers) {
    if (numbers.isEmpty()) {
      throw new IllegalArgumentException("A spread needs at least one number");
    }
    double[] sorted = numbers.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return new Spread(quantile(sorted, 0.5), (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / 2);
  }

  @Override
  public String toString() {
    int decimals = decimals(median);
    return shown(median, decimals) + " ±" + shown(half, decimals);
  }

  /** Returns how many decimals leave about three digits that matter. */
  private static int decimals(double number) {
    return number >= 100 ? 0 : number >= 10 ? 1 : number >= 0.1 ? 2 : 4;
  }

  /** Returns a number with about three digits that matter. */
  static String shown(double number) {
    return shown(number, decimals(number));
  }

  private static String shown(double number, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", number);
  }

  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
