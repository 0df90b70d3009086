package org.entresol.codec.wire;

import java.util.Set;
import org.entresol.codec.Copier;
import org.entresol.codec.Copiers;
import org.entresol.codec.copy.Plan;
import org.entresol.codec.copy.Plans;
import org.jspecify.annotations.Nullable;

/**
 * The copying rules of one cache: which classes are immutable and how the others are copied.
 *
 * <p>Immutable objects are never copied. Objects whose fields hold nothing but immutable values, or
 * a few plain collections and dates beside them, are copied field by field; every other object by a
 * walk through the graph of what it refers to, with shared references and cycles kept. Constructors
 * of the copied classes do not run, except those of records. Thread-safe.
 */
public final class KryoCopiers implements Copiers {

  private final Plans plans;
  private final GraphCopier graphs;
  private final Copier any;
  private final boolean byValue;

  private KryoCopiers(boolean byValue, ClassLoader loader, Set<String> immutableTypes) {
    this.byValue = byValue;
    this.plans = KryoRules.plans(immutableTypes);
    this.graphs = new GraphCopier(plans, loader);
    this.any = original -> copyOf(original, plans.of(original.getClass()));
  }

  /** The rules of a cache that stores by reference: nothing is ever copied. */
  public static Copiers byReference() {
    return new KryoCopiers(false, KryoCopiers.class.getClassLoader(), Set.of());
  }

  /**
   * The rules of a cache that stores by value: whatever can change is copied.
   *
   * @param loader finds the classes of encoded objects by their names
   * @param immutableTypes the names of classes and interfaces whose instances, those of subclasses
   *     included, never change although that cannot be seen in their fields
   */
  public static Copiers byValue(ClassLoader loader, Set<String> immutableTypes) {
    return new KryoCopiers(true, loader, immutableTypes);
  }

  @Override
  public @Nullable Copier copierOf(Object value) {
    if (!byValue) {
      return null;
    }
    Plan plan = plans.of(value.getClass());
    if (plan == Plan.SHARE) {
      return null;
    }
    return plan instanceof Copier flat ? flat : any;
  }

  @Override
  public boolean sharesAll(Class<?> type) {
    return !byValue || plans.areImmutable(type);
  }

  @Override
  @SuppressWarnings("unchecked") // a copy can stand wherever its original stood
  public <T> T copy(T value) {
    return byValue ? (T) copyOf(value, plans.of(value.getClass())) : value;
  }

  private Object copyOf(Object original, Plan plan) {
    Object copy = plan.copy(original, plans);
    return copy != null ? copy : graphs.copy(original);
  }

  @Override
  public long sizeOf(Object value) {
    long simple = Sizes.ofSimple(value);
    return simple > 0 ? simple : Sizes.HEADER + graphs.encodedLength(value);
  }
}
