package org.entresol.codec;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The copying rules of one cache: which classes are immutable and how the others are copied.
 *
 * <p>Immutable objects are never copied. Objects whose fields hold nothing but immutable values, or
 * a few plain collections and dates beside them, are copied field by field; every other object by a
 * walk through the graph of what it refers to, with shared references and cycles kept. Constructors
 * of the copied classes do not run, except those of records. Thread-safe.
 */
public final class Copiers {

  private final Plans plans;
  private final GraphCopier graphs;
  private final Copier any;
  private final boolean byValue;

  private Copiers(boolean byValue, ClassLoader loader, Set<String> immutableTypes) {
    this.byValue = byValue;
    this.plans = Plans.of(immutableTypes);
    this.graphs = new GraphCopier(plans, loader);
    this.any = original -> copyOf(original, plans.of(original.getClass()));
  }

  /** The rules of a cache that stores by reference: nothing is ever copied. */
  public static Copiers byReference() {
    return new Copiers(false, Copiers.class.getClassLoader(), Set.of());
  }

  /**
   * The rules of a cache that stores by value: whatever can change is copied.
   *
   * @param loader finds the classes of encoded objects by their names
   * @param immutableTypes the names of classes and interfaces whose instances, those of subclasses
   *     included, never change although that cannot be seen in their fields
   */
  public static Copiers byValue(ClassLoader loader, Set<String> immutableTypes) {
    return new Copiers(true, loader, immutableTypes);
  }

  /**
   * The copier for objects of the class of {@code value}, or null when they need no copying:
   * because they cannot change, or because the cache stores by reference.
   */
  public @Nullable Copier copierOf(Object value) {
    if (!byValue) {
      return null;
    }
    Plan plan = plans.of(value.getClass());
    if (plan == Plan.SHARE) {
      return null;
    }
    return plan instanceof FlatPlan flat ? flat : any;
  }

  /**
   * A copy that the caller may change, or the value itself when it cannot change or the cache
   * stores by reference.
   *
   * @throws CopyException when an object of the graph cannot be copied
   */
  @SuppressWarnings("unchecked") // a copy can stand wherever its original stood
  public <T> T copy(T value) {
    return byValue ? (T) copyOf(value, plans.of(value.getClass())) : value;
  }

  private Object copyOf(Object original, Plan plan) {
    Object copy = plan.copy(original, plans);
    return copy != null ? copy : graphs.copy(original);
  }

  /**
   * The estimated size of the value in bytes, for bounds by size: near to what strings, numbers and
   * arrays of primitives take on the heap, the length of the encoded form for everything else.
   *
   * @throws CopyException when an object of the graph cannot be measured
   */
  public long sizeOf(Object value) {
    long simple = Sizes.ofSimple(value);
    return simple > 0 ? simple : Sizes.HEADER + graphs.encodedLength(value);
  }
}
