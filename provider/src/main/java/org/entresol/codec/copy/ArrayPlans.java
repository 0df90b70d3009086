package org.entresol.codec.copy;

import static java.util.Map.entry;

import java.util.Map;
import java.util.function.UnaryOperator;

/** The plans for arrays. */
final class ArrayPlans {

  private static final Map<Class<?>, UnaryOperator<Object>> PRIMITIVES =
      Map.ofEntries(
          entry(byte[].class, a -> ((byte[]) a).clone()),
          entry(short[].class, a -> ((short[]) a).clone()),
          entry(int[].class, a -> ((int[]) a).clone()),
          entry(long[].class, a -> ((long[]) a).clone()),
          entry(char[].class, a -> ((char[]) a).clone()),
          entry(float[].class, a -> ((float[]) a).clone()),
          entry(double[].class, a -> ((double[]) a).clone()),
          entry(boolean[].class, a -> ((boolean[]) a).clone()));

  private ArrayPlans() {}

  /** The plan for arrays of this class. */
  static Plan of(Class<?> type, ImmutableTypes immutable) {
    UnaryOperator<Object> duplicate = PRIMITIVES.get(type);
    if (duplicate != null) {
      return LeafPlan.ofValues(duplicate);
    }
    return immutable.isImmutableAsDeclared(type.getComponentType())
        ? LeafPlan.ofValues(array -> ((Object[]) array).clone())
        : LeafPlan.ofParts(array -> ((Object[]) array).clone());
  }
}
