package org.entresol.codec.copy;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.entresol.codec.ClassFacts;

/**
 * The plans by class, each made once, for all caches whose users vouch for the same types.
 *
 * <p>They are kept beside the classes ({@link ClassValue}) and not in a map, so that a cache does
 * not keep the classes of an application that was undeployed. Thread-safe.
 */
public final class Plans implements Plan.Lookup {

  private final ImmutableTypes immutable;
  private final ClassValue<Plan> plans;
  private final ClassValue<Optional<FieldLayout>> fieldLayouts;
  private final ClassValue<Optional<RecordLayout>> recordLayouts;

  /**
   * @param immutableTypes the names of the types whose instances never change, as users vouch
   * @param ownRules whether a class brings rules of its own, so that it is left to the walk
   */
  public Plans(Set<String> immutableTypes, Predicate<Class<?>> ownRules) {
    ImmutableTypes immutable = new ImmutableTypes(immutableTypes);
    this.immutable = immutable;
    this.plans = byClass(this::planOf);
    this.fieldLayouts =
        byClass(
            type ->
                ownRules.test(type)
                    ? Optional.empty()
                    : Optional.ofNullable(FieldLayout.of(type, immutable)));
    this.recordLayouts =
        byClass(
            type ->
                ownRules.test(type)
                    ? Optional.empty()
                    : Optional.ofNullable(RecordLayout.of(type, immutable)));
  }

  private static <T> ClassValue<T> byClass(Function<Class<?>, T> make) {
    return new ClassValue<>() {
      @Override
      protected T computeValue(Class<?> type) {
        return make.apply(type);
      }
    };
  }

  @Override
  public Plan of(Class<?> type) {
    return plans.get(type);
  }

  /** The layout of an ordinary class, if it can be copied field by field. */
  public Optional<FieldLayout> fieldLayoutOf(Class<?> type) {
    return fieldLayouts.get(type);
  }

  /** The layout of a record class, if its components are open to us. */
  public Optional<RecordLayout> recordLayoutOf(Class<?> type) {
    return recordLayouts.get(type);
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
}
