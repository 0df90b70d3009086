package org.entresol.model;

import java.io.Serial;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A mutable value: what a cache that stores by value must copy and one by reference must not. */
final class Box implements Serializable {
  @Serial private static final long serialVersionUID = 1L;

  int number;

  Box(int number) {
    this.number = number;
  }

  Box copy() {
    return new Box(number);
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof Box other && number == other.number;
  }

  @Override
  public int hashCode() {
    return number;
  }

  @Override
  public String toString() {
    return Integer.toString(number);
  }
}
