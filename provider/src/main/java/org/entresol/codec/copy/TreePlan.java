package org.entresol.codec.copy;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Collection;
import java.util.Map;
import org.entresol.codec.CodecException;
import org.jspecify.annotations.Nullable;

/**
 * The plan for objects with a few fields that can lead to mutable objects: the values of those
 * fields are copied by their own plans, and the object is made anew around them.
 *
 * <p>That is right only while each of these values is a leaf and no two are the same object.
 * Otherwise the object is left to the walk, which keeps shared references and cycles.
 */
final class TreePlan implements Plan {

  /** Up to this many values are compared pair by pair; with more of them a walk is as cheap. */
  static final int MOST_BRANCHES = 8;

  private final MethodHandle branches;
  private final MethodHandle rebuild;
  private final boolean shareUnchanged;

  /**
   * @param shareUnchanged whether an object is immutable while its branches are
   */
  private TreePlan(MethodHandle branches, MethodHandle rebuild, boolean shareUnchanged) {
    this.branches = branches;
    this.rebuild = rebuild;
    this.shareUnchanged = shareUnchanged;
  }

  /**
   * The plan for an ordinary class; one whose fields are final changes only through its branches.
   */
  static TreePlan of(FieldLayout layout) {
    // (copy, values) -> copy
    MethodHandle assign =
        MethodHandles.foldArguments(
            MethodHandles.dropArguments(MethodHandles.identity(Object.class), 1, Object[].class),
            layout.assignBranches());
    // (original, values) -> copy
    MethodHandle rebuild =
        MethodHandles.foldArguments(
            MethodHandles.dropArguments(assign, 1, Object.class),
            MethodHandles.dropArguments(layout.shallowCopy(), 1, Object[].class));
    return new TreePlan(layout.branchValues(), rebuild, layout.isFinal());
  }

  /** The plan for a record, which cannot change unless one of its components does. */
  static TreePlan of(RecordLayout layout) {
    return new TreePlan(layout.branchValues(), layout.rebuild(), true);
  }

  @Override
  public @Nullable Object copy(Object original, Plan.Lookup plans) {
    try {
      Object[] values = (Object[]) branches.invokeExact(original);
      boolean changed = !shareUnchanged;
      for (int i = 0; i < values.length; i++) {
        Object value = values[i];
        if (value == null) {
          continue;
        }
        Plan plan = plans.of(value.getClass());
        if (plan == Plan.SHARE) {
          continue;
        }
        boolean isApart = plan.isLeaf() || plan instanceof ViewPlan;
        Object copy = isApart ? plan.copy(value, plans) : null;
        if (copy == null || (copy != value && isEntangled(plan, i, values))) {
          return null;
        }
        changed |= copy != value;
        values[i] = copy;
      }
      return changed ? (Object) rebuild.invokeExact(original, values) : original;
    } catch (Throwable e) {
      throw CodecException.ofCopying(original.getClass(), e);
    }
  }

  /** Whether another value leads to the same mutable object as the one at this place, or may. */
  private static boolean isEntangled(Plan plan, int place, Object[] values) {
    boolean isView = plan instanceof ViewPlan;
    for (int i = 0; i < values.length; i++) {
      if (i != place && (values[i] == values[place] || (isView && isContainer(values[i])))) {
        return true;
      }
    }
    return false;
  }

  /** Whether the object could be what a view shows. */
  private static boolean isContainer(@Nullable Object value) {
    return value instanceof Collection || value instanceof Map || value instanceof Object[];
  }

  @Override
  public boolean isLeaf() {
    return false;
  }
}
