package org.entresol.config;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.entresol.Stack;

/**
 * One row of a table of keys.
 *
 * @param path the key with those above it, joined by dots
 * @param shape what it takes
 * @param setter what becomes of the value
 * @param slot the place the value fills: of all keys with one slot a section may set only one
 * @param needs the slot without which all values but {@code false} make no sense, or an empty text
 * @param standard what holds where nothing is said, for the manual
 * @param entresol whether the setting is Entresol's own, at least in part, and not JCache's
 * @param stacks the stacks on which the key makes sense
 * @param everywhere the values that make sense on the other stacks too
 * @param <B> what collects the values
 * @param <T> the value
 */
record Key<B, T>(
    String path,
    Shape<T> shape,
    BiConsumer<B, T> setter,
    String slot,
    String needs,
    String standard,
    boolean entresol,
    Predicate<Stack> stacks,
    List<T> everywhere) {

  /** A key of JCache's with a slot of its own and no default, for all stacks. */
  static <B, T> Key<B, T> key(String path, Shape<T> shape, BiConsumer<B, T> setter) {
    return new Key<>(path, shape, setter, path, "", "", false, stack -> true, List.of());
  }

  /**
   * A key of Entresol's that changes one of a group of settings.
   *
   * @param group changes the settings of the group
   * @param change gives settings that differ in the value
   * @param <S> the settings of the group, which are immutable
   */
  static <B, S, T> Key<B, T> changing(
      String path,
      Shape<T> shape,
      BiConsumer<B, UnaryOperator<S>> group,
      BiFunction<S, T, S> change) {
    return Key.<B, T>key(
            path,
            shape,
            (target, value) -> group.accept(target, settings -> change.apply(settings, value)))
        .ours();
  }

  /** The same key, sharing a slot with others. */
  Key<B, T> inSlot(String slot) {
    return new Key<>(path, shape, setter, slot, needs, standard, entresol, stacks, everywhere);
  }

  /** The same key, making sense only with another slot filled. */
  Key<B, T> needing(String needs) {
    return new Key<>(path, shape, setter, slot, needs, standard, entresol, stacks, everywhere);
  }

  /** The same key, with the default that the manual names. */
  Key<B, T> otherwise(String standard) {
    return new Key<>(path, shape, setter, slot, needs, standard, entresol, stacks, everywhere);
  }

  /** The same key, as one that JCache does not know. */
  Key<B, T> ours() {
    return new Key<>(path, shape, setter, slot, needs, standard, true, stacks, everywhere);
  }

  /** The same key, making sense on some stacks only. */
  Key<B, T> on(Predicate<Stack> stacks) {
    return new Key<>(path, shape, setter, slot, needs, standard, entresol, stacks, everywhere);
  }

  /** The same key, with the only values that make sense on every stack. */
  Key<B, T> elsewhereOnly(List<T> values) {
    return new Key<>(path, shape, setter, slot, needs, standard, entresol, stacks, values);
  }

  /** The setting that a value makes. */
  Setting<B, T> read(Value value, ClassLoader loader) {
    return new Setting<>(this, shape.read(value, loader), value.place(), value.shown());
  }

  /** A value that was read, where it stood, and how messages show it. */
  record Setting<B, T>(Key<B, T> key, T value, Place place, String shown) {
    void applyTo(B target) {
      key.setter.accept(target, value);
    }

    /** Whether a cache on a stack can have this setting. */
    boolean fits(Stack stack) {
      return key.stacks.test(stack) || key.everywhere.contains(value);
    }
  }
}
