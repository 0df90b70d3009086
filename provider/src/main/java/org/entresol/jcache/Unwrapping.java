package org.entresol.jcache;

import org.jspecify.annotations.Nullable;

/** The one rule of every {@code unwrap}: the first candidate of the wanted type, or an error. */
final class Unwrapping {

  private Unwrapping() {}

  /**
   * The first of {@code candidates} that is of {@code type}; nulls are passed over.
   *
   * @throws IllegalArgumentException when there is none
   */
  static <T> T unwrap(Class<T> type, @Nullable Object... candidates) {
    for (Object candidate : candidates) {
      if (type.isInstance(candidate)) {
        return type.cast(candidate);
      }
    }
    throw new IllegalArgumentException(candidates[0] + " cannot be unwrapped to " + type.getName());
  }
}
