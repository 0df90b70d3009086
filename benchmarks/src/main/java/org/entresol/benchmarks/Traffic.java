package org.entresol.benchmarks;

import java.util.Arrays;
import java.util.Random;

/**
 * The keys that are asked for, the same in every run: 6,000 keys drawn by Zipf's law from a pinned
 * seed, in a sequence that repeats. Keys asked for are equal to the keys stored, not the same
 * objects, as they are in an application.
 */
final class Traffic {
  /**
   * How many keys are stored: more than half of the bound, from where on Caffeine keeps account of
   * reads, as it does in a cache that is in use.
   */
  static final int KEYS = 6_000;

  /** The length of the sequence; a power of two. */
  static final int LENGTH = 1 << 14;

  private static final int MASK = LENGTH - 1;
  private static final double SKEW = 0.9;
  private static final long SEED = 42;

  private final String[] present = keys("customer:");
  private final String[] absent = keys("stranger:");
  private final int[] sequence = zipf(new Random(SEED));

  /** Returns new key objects, number by number; each call makes new ones. */
  static String[] keys(String prefix) {
    String[] keys = new String[KEYS];
    for (int i = 0; i < KEYS; i++) {
      keys[i] = prefix + i;
    }
    return keys;
  }

  /** Returns the number of the key of this step. */
  int number(int step) {
    return sequence[step & MASK];
  }

  /** Returns the key of this step, which is stored. */
  String present(int step) {
    return present[number(step)];
  }

  /** Returns the key of this step, which is not stored. */
  String absent(int step) {
    return absent[number(step)];
  }

  private static int[] zipf(Random random) {
    int[] shuffled = random.ints(0, KEYS).distinct().limit(KEYS).toArray();
    double[] cumulated = new double[KEYS];
    double sum = 0;
    for (int rank = 0; rank < KEYS; rank++) {
      sum += 1 / Math.pow(rank + 1, SKEW);
      cumulated[rank] = sum;
    }
    int[] sequence = new int[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      sequence[i] = shuffled[rank(cumulated, random.nextDouble() * sum)];
    }
    return sequence;
  }

  private static int rank(double[] cumulated, double point) {
    int found = Arrays.binarySearch(cumulated, point);
    return found >= 0 ? found : -found - 1;
  }
}
