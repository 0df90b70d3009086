package org.entresol.codec.copy;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The plan for a JDK container that can be made empty and filled afterwards, so that it may contain
 * itself. A container of immutable parts is a leaf; any other needs the walk.
 *
 * @param duplicate a container with the very same parts
 * @param emptyLike an empty container that works like the given one
 * @param comparator the order of a sorted container, null when it has none
 * @param create an empty container of this order
 * @param isSorted whether containers of the class may have a comparator
 */
public record Growing(
    UnaryOperator<Object> duplicate,
    UnaryOperator<Object> emptyLike,
    Function<Object, @Nullable Object> comparator,
    Function<@Nullable Comparator<Object>, Object> create,
    boolean isSorted)
    implements Plan {

  /** A container that is like any other of its class when empty. */
  static Growing plain(UnaryOperator<Object> duplicate, Supplier<Object> create) {
    return new Growing(duplicate, like -> create.get(), like -> null, order -> create.get(), false);
  }

  /**
   * A container that is sorted by a comparator, which the copy shares: comparators are functions.
   */
  static Growing sorted(
      UnaryOperator<Object> duplicate,
      Function<Object, @Nullable Object> comparator,
      Function<@Nullable Comparator<Object>, Object> create) {
    return new Growing(
        duplicate, like -> create.apply(order(comparator.apply(like))), comparator, create, true);
  }

  /** The comparator a sorted container was asked for, or that was read for it. */
  @SuppressWarnings("unchecked") // it came from a container of the same parts
  public static @Nullable Comparator<Object> order(@Nullable Object comparator) {
    return (Comparator<Object>) comparator;
  }

  @Override
  public @Nullable Object copy(Object original, Plan.Lookup plans) {
    return Parts.areImmutable(original, plans) ? duplicate.apply(original) : null;
  }

  @Override
  public boolean isLeaf() {
    return true;
  }

  /** Puts the parts into an empty container. */
  @SuppressWarnings("unchecked") // the parts come from a container of the same class
  public static void fill(Object empty, @Nullable Object[] parts) {
    if (empty instanceof Map<?, ?>) {
      Map<Object, Object> map = (Map<Object, Object>) empty;
      for (int i = 0; i < parts.length; i += 2) {
        map.put(parts[i], parts[i + 1]);
      }
    } else {
      ((Collection<Object>) empty).addAll(Arrays.asList(parts));
    }
  }
}
