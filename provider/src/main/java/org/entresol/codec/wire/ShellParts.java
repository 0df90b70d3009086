package org.entresol.codec.wire;

import java.util.function.Function;
import java.util.function.LongConsumer;
import org.entresol.codec.copy.ShellGate;

/**
 * The gate before an object that Java serialization makes of parts: how often these are put
 * somewhere, each time as heavy as they are. Not thread-safe.
 */
final class ShellParts implements ShellGate {

  /** A table that a container makes for its parts has some room to spare. */
  private static final int ROOM = 64;

  private final long[] weights;
  private final Function<String, Class<?>> classes;
  private final LongConsumer charge;
  private long sum;
  private long heaviest = 1;

  /** The references that do not belong to the class of a part, and the most of them that were. */
  private long references;

  private long charged;

  /**
   * @param weights of each part
   * @param classes finds classes by their names, or refuses them
   * @param charge counts what may be hashed, or refuses it
   */
  ShellParts(long[] weights, Function<String, Class<?>> classes, LongConsumer charge) {
    this.weights = weights;
    this.classes = classes;
    this.charge = charge;
    for (long weight : weights) {
      sum += weight;
      heaviest = Math.max(heaviest, weight);
    }
  }

  @Override
  public Class<?> find(String name) {
    return classes.apply(name);
  }

  @Override
  public long longestArray() {
    return 4 * Math.min(Math.max(sum, weights.length), Integer.MAX_VALUE) + ROOM;
  }

  @Override
  public void taken(int part) {
    references--;
    charge.accept(weights[part] - 1);
  }

  /** Each part is preceded by a reference to the class of parts; others may be to a part. */
  @Override
  public void referred() {
    references++;
    if (references > Math.max(1, charged)) {
      charged = references;
      charge.accept(heaviest - 1);
    }
  }
}
