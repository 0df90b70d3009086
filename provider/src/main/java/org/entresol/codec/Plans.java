package org.entresol.codec;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The plans by class, each made once, for all caches whose users vouch for the same types.
 *
 * <p>They are kept beside the classes ({@link ClassValue}) and not in a map, so that a cache does
 * not keep the classes of an application that was undeployed. Thread-safe.
 */
final class Plans {

  /** What most caches use: their users vouch for no types. */
  private static final Plans USUAL = new Plans(Set.of());

  private final ImmutableTypes immutable;
  private final ClassValue<Plan> plans;
  private final ClassValue<Optional<FieldLayout>> fieldLayouts;
  private final ClassValue<Optional<RecordLayout>> recordLayouts;

  private Plans(Set<String> immutableTypes) {
    ImmutableTypes immutable = new ImmutableTypes(immutableTypes);
    this.immutable = immutable;
    this.plans = byClass(this::planOf);
    this.fieldLayouts = byClass(type -> Optional.ofNullable(FieldLayout.of(type, immutable)));
    this.recordLayouts = byClass(type -> Optional.ofNullable(RecordLayout.of(type, immutable)));
  }

  /** The plans of a cache whose user vouches for the types of these names. */
  static Plans of(Set<String> immutableTypes) {
    return immutableTypes.isEmpty() ? USUAL : new Plans(immutableTypes);
  }

  private static <T> ClassValue<T> byClass(Function<Class<?>, T> make) {
    return new ClassValue<>() {
      @Override
      protected T computeValue(Class<?> type) {
        return make.apply(type);
      }
    };
  }

  /** The plan for objects of exactly this class. */
  Plan of(Class<?> type) {
    return plans.get(type);
  }

  /** Whether the object cannot change. */
  boolean isImmutable(Object value) {
    return plans.get(value.getClass()) == Plan.SHARE;
  }

  /** The layout of an ordinary class, if it can be copied field by field. */
  Optional<FieldLayout> fieldLayoutOf(Class<?> type) {
    return fieldLayouts.get(type);
  }

  /** The layout of a record class, if its components are open to us. */
  Optional<RecordLayout> recordLayoutOf(Class<?> type) {
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
