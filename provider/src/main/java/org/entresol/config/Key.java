package org.entresol.config;

import java.util.function.BiConsumer;
import org.entresol.config.model.Setting;
import org.jspecify.annotations.Nullable;

/**
 * One row of a table of keys: a setting as a file says it.
 *
 * @param setting the setting
 * @param setter what becomes of its value
 * @param entresol whether the setting is Entresol's own, at least in part, and not JCache's
 * @param joining what it means together with another key of its slot
 * @param <B> what collects the values
 * @param <T> the value
 */
record Key<B, T>(
    Setting<T> setting, BiConsumer<B, T> setter, boolean entresol, Joining<B> joining) {

  /** What two keys of one slot mean if one section says both. */
  @FunctionalInterface
  interface Joining<B> {
    /** What both mean together; null when only one of them may be said. */
    @Nullable Reading<B, ?> join(Reading<B, ?> first, Reading<B, ?> second);
  }

  /** A key that excludes the others of its slot. */
  Key(Setting<T> setting, BiConsumer<B, T> setter, boolean entresol) {
    this(setting, setter, entresol, (first, second) -> null);
  }

  /** The key of a setting that is not Entresol's. */
  static <B, T> Key<B, T> key(Setting<T> setting, BiConsumer<B, T> setter) {
    return new Key<>(setting, setter, false);
  }

  /** The key with those above it, joined by dots. */
  String path() {
    return setting.key();
  }

  /** What a value says. */
  Reading<B, T> read(Value value, ClassLoader loader) {
    T read = Shape.of(setting.type()).read(value, loader);
    return new Reading<>(this, read, value.place(), value.shown());
  }

  /** A value that was read, where it stood, and how messages show it. */
  record Reading<B, T>(Key<B, T> key, T value, Place place, String shown) {
    Setting<T> setting() {
      return key.setting;
    }

    void applyTo(B target) {
      key.setter.accept(target, value);
    }
  }
}
