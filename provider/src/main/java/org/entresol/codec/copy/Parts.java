package org.entresol.codec.copy;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a container: the elements of a collection or an array, the keys and values of a map
 * in turn. Stateless.
 */
public final class Parts {

  private Parts() {}

  /** The elements in iteration order, or keys and values in turn. */
  public static @Nullable Object[] of(Object container) {
    if (container instanceof Collection<?> collection) {
      return collection.toArray();
    }
    return container instanceof Map<?, ?> map ? keysAndValues(map) : (Object[]) container;
  }

  private static @Nullable Object[] keysAndValues(Map<?, ?> map) {
    // A concurrent map may shrink meanwhile: what is not filled is cut off.
    @Nullable Object[] parts = new @Nullable Object[2 * map.size()];
    int n = 0;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (n == parts.length) {
        parts = Arrays.copyOf(parts, n + 2);
      }
      parts[n++] = entry.getKey();
      parts[n++] = entry.getValue();
    }
    return n == parts.length ? parts : Arrays.copyOf(parts, n);
  }

  /** Whether no part of the container can change. */
  static boolean areImmutable(Object container, Plan.Lookup plans) {
    if (container instanceof Collection<?> collection) {
      return areImmutable(collection, plans);
    }
    if (container instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        if (!isImmutable(entry.getKey(), plans) || !isImmutable(entry.getValue(), plans)) {
          return false;
        }
      }
      return true;
    }
    for (Object part : (Object[]) container) {
      if (!isImmutable(part, plans)) {
        return false;
      }
    }
    return true;
  }

  private static boolean areImmutable(Collection<?> collection, Plan.Lookup plans) {
    for (Object element : collection) {
      if (!isImmutable(element, plans)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isImmutable(@Nullable Object part, Plan.Lookup plans) {
    return part == null || part.getClass() == String.class || plans.isImmutable(part);
  }
}
