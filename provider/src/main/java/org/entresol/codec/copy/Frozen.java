package org.entresol.codec.copy;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The plan for a JDK object that is made from all its parts at once, such as {@code List.of()} or a
 * map entry. One whose parts are immutable is a leaf; any other needs the walk.
 *
 * @param parts what the object is made of
 * @param build an object made of these parts
 * @param isUnmodifiable whether nothing but its parts can change, so that with immutable parts the
 *     object itself may be shared
 */
public record Frozen(
    Function<Object, @Nullable Object[]> parts,
    Function<@Nullable Object[], Object> build,
    boolean isUnmodifiable)
    implements Plan {

  /** A form of objects that are immutable when their parts are. */
  static Frozen unmodifiable(
      Function<Object, @Nullable Object[]> parts, Function<@Nullable Object[], Object> build) {
    return new Frozen(parts, build, true);
  }

  /** A form of objects whose parts can be exchanged. */
  static Frozen modifiable(
      Function<Object, @Nullable Object[]> parts, Function<@Nullable Object[], Object> build) {
    return new Frozen(parts, build, false);
  }

  @Override
  public @Nullable Object copy(Object original, Plan.Lookup plans) {
    @Nullable Object[] all = parts.apply(original);
    if (!Parts.areImmutable(all, plans)) {
      return null;
    }
    return isUnmodifiable ? original : build.apply(all);
  }

  @Override
  public boolean isLeaf() {
    return true;
  }
}
