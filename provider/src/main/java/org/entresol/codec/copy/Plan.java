package org.entresol.codec.copy;

import org.jspecify.annotations.Nullable;

/**
 * The way to copy the objects of one class without walking through a graph.
 *
 * <p>A plan is kept by the JVM together with the class it is for and so must not refer to anything
 * that belongs to a cache: what it needs of one comes with each call. Thread-safe.
 */
public interface Plan {

  /** The plan for immutable objects: the object is its own copy. */
  Plan SHARE = new Fixed(true);

  /** The plan for objects that only a walk through their graph can copy. */
  Plan WALK = new Fixed(false);

  /** A copy of the original, or null when this original needs a walk through its graph. */
  @Nullable Object copy(Object original, Lookup plans);

  /**
   * Whether the only mutable object that a copy was made of is the original itself, so that several
   * such originals in one object can be told apart by their identity alone.
   */
  boolean isLeaf();

  /** The plans of the classes of parts. */
  interface Lookup {

    /** The plan for objects of exactly this class. */
    Plan of(Class<?> type);

    /** Whether the object cannot change. */
    default boolean isImmutable(Object value) {
      return of(value.getClass()) == SHARE;
    }
  }

  /** A plan that does the same with every object: give the object itself, or give up. */
  record Fixed(boolean shares) implements Plan {
    @Override
    public @Nullable Object copy(Object original, Lookup plans) {
      return shares ? original : null;
    }

    @Override
    public boolean isLeaf() {
      return shares;
    }
  }
}
