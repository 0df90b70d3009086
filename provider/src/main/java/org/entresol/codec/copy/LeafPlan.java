package org.entresol.codec.copy;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The plan for objects of the JDK, and arrays, that one call duplicates.
 *
 * @param duplicate an object with the very same content
 * @param hasParts whether the object is a container, so that the call will do only while its parts
 *     are immutable
 */
record LeafPlan(UnaryOperator<Object> duplicate, boolean hasParts) implements Plan {

  /** The plan for objects that hold nothing but values. */
  static LeafPlan ofValues(UnaryOperator<Object> duplicate) {
    return new LeafPlan(duplicate, false);
  }

  /** The plan for containers, which are left to the walk when a part is mutable. */
  static LeafPlan ofParts(UnaryOperator<Object> duplicate) {
    return new LeafPlan(duplicate, true);
  }

  @Override
  public @Nullable Object copy(Object original, Plan.Lookup plans) {
    return hasParts && !Parts.areImmutable(original, plans) ? null : duplicate.apply(original);
  }

  @Override
  public boolean isLeaf() {
    return true;
  }
}
