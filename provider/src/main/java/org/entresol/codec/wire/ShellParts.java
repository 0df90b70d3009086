package org.entresol.codec.wire;

import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import org.entresol.codec.copy.ShellGate;

/**
 * The gate before an object that Java serialization makes of parts: how often these are put
 * somewhere, each time as heavy as they are. Not thread-safe.
 */
final class ShellParts implements ShellGate {

  private final long[] weights;
  private final Function<String, Class<?>> classes;
  private final LongConsumer charge;
  private final LongPredicate arrays;
  private long heaviest = 1;

  /** The references that do not belong to the class of a part, and the most of them that were. */
  private long references;

  private long charged;

  /**
   * @param weights of each part
   * @param classes finds classes by their names, or refuses them
   * @param charge counts what may be hashed, or refuses it
   * @param arrays counts arrays by their lengths, and says whether they may be made
   */
  ShellParts(
      long[] weights,
      Function<String, Class<?>> classes,
      LongConsumer charge,
      LongPredicate arrays) {
    this.weights = weights;
    this.classes = classes;
    this.charge = charge;
    this.arrays = arrays;
    for (long weight : weights) {
      heaviest = Math.max(heaviest, weight);
    }
  }

  @Override
  public Class<?> find(String name) {
    return classes.apply(name);
  }

  @Override
  public boolean mayMake(long length) {
    return arrays.test(length);
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
