package org.entresol.codec.copy;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.entresol.codec.ByClass;
import org.entresol.codec.ClassFacts;

/**
 * The plans by class, each made once, for all caches whose users vouch for the same types.
 * Thread-safe.
 */
public final class Plans implements Plan.Lookup {

  private final ImmutableTypes immutable;
  private final ByClass<Plan> plans;
  private final ByClass<Optional<FieldLayout>> fieldLayouts;
  private final ByClass<Optional<RecordLayout>> recordLayouts;

  /**
   * @param immutableTypes the names of the types whose instances never change, as users vouch
   * @param ownRules whether a class brings rules of its own, so that it is left to the walk
   */
  public Plans(Set<String> immutableTypes, Predicate<Class<?>> ownRules) {
    ImmutableTypes immutable = new ImmutableTypes(immutableTypes);
    this.immutable = immutable;
    this.plans = new ByClass<>(this::planOf);
    this.fieldLayouts =
        new ByClass<>(
            type ->
                ownRules.test(type)
                    ? Optional.empty()
                    : Optional.ofNullable(FieldLayout.of(type, immutable)));
    this.recordLayouts =
        new ByClass<>(
            type ->
                ownRules.test(type)
                    ? Optional.empty()
                    : Optional.ofNullable(RecordLayout.of(type, immutable)));
  }

  @Override
  public Plan of(Class<?> type) {
    return plans.of(type);
  }

  /** The layout of an ordinary class, if it can be copied field by field. */
  public Optional<FieldLayout> fieldLayoutOf(Class<?> type) {
    return fieldLayouts.of(type);
  }

  /** The layout of a record class, if its components are open to us. */
  public Optional<RecordLayout> recordLayoutOf(Class<?> type) {
    return recordLayouts.of(type);
  }

  private Plan planOf(Class<?> type) {
    if (immutable.hasImmutableInstances(type)) {
      return Plan.SHARE;
    }
    if (type.isArray()) {
      return ArrayPlans.of(type, immutable);
    }
    if (ClassFacts.isJdk(type)) {
      return JdkPlans.of(type);
    }
    if (type.isRecord()) {
      return recordLayoutOf(type).map(Plans::recordPlan).orElse(Plan.WALK);
    }
    return fieldLayoutOf(type).map(Plans::objectPlan).orElse(Plan.WALK);
  }

  private static Plan recordPlan(RecordLayout layout) {
    return layout.branches().size() <= TreePlan.MOST_BRANCHES ? TreePlan.of(layout) : Plan.WALK;
  }

  private static Plan objectPlan(FieldLayout layout) {
    if (layout.branches().isEmpty()) {
      return new FlatPlan(layout.shallowCopy());
    }
    return layout.branches().size() <= TreePlan.MOST_BRANCHES ? TreePlan.of(layout) : Plan.WALK;
  }

  /** Whether no object of a type, nor of its subtypes, can change. */
  public boolean areImmutable(Class<?> type) {
    return immutable.isImmutableAsDeclared(type);
  }
}
