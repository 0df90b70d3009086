package org.entresol.codec;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A kind of value: how one is made, how one is changed, and what tells a changed one from another.
 */
record Kind(
    String name, Supplier<Object> make, Consumer<Object> change, Function<Object, Object> look) {

  /** A kind whose values have an equality that sees changes. */
  static Kind of(String name, Supplier<Object> make, Consumer<Object> change) {
    return new Kind(name, make, change, value -> value);
  }

  @Override
  public String toString() {
    return name;
  }
}
