package org.entresol.config.model;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import java.io.Serial;
import java.io.Serializable;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is said about a number of settings. Immutable and thread-safe. */
public final class Said implements Serializable {
  /** Nothing is said. */
  public static final Said NOTHING = new Said(Map.of());

  @Serial private static final long serialVersionUID = 1L;

  /** By the keys of the settings; nobody writes it any more. */
  private final TreeMap<String, Object> values;

  private Said(Map<String, Object> values) {
    this.values = new TreeMap<>(values);
  }

  /** What was said about a setting, or null when nothing was. */
  @SuppressWarnings("unchecked") // a value comes in only together with the setting it is of
  public <T> @Nullable T about(Setting<T> setting) {
    return (T) values.get(setting.key());
  }

  /** The keys of the settings about which something is said. */
  public Set<String> keys() {
    return Set.copyOf(values.keySet());
  }

  /** What holds for a setting that has a default: what was said, or the default. */
  public <T> T get(Setting<T> setting) {
    T value = about(setting);
    return value == null ? requireNonNull(setting.fallback(), setting.key()) : value;
  }

  /** This, and another value for one setting, which may be out of range. */
  public <T> Said with(Setting<T> setting, T value) {
    Map<String, Object> changed = new HashMap<>(values);
    changed.put(setting.key(), setting.type().kept(requireNonNull(value, setting.key())));
    return new Said(changed);
  }

  /** What is said about some settings alone. */
  public Said only(Collection<Setting<?>> some) {
    Map<String, Object> rest = new HashMap<>(values);
    rest.keySet().retainAll(some.stream().map(Setting::key).collect(toSet()));
    return new Said(rest);
  }

  /** This, but about some settings what is said elsewhere, and nothing more. */
  public Said replaced(Collection<Setting<?>> some, Said by) {
    Map<String, Object> changed = new HashMap<>(values);
    some.forEach(setting -> changed.remove(setting.key()));
    changed.putAll(by.values);
    return new Said(changed);
  }

  /**
   * This, and about settings whose slots it does not fill what is said elsewhere.
   *
   * @param table all settings there are
   */
  public Said over(Said other, Collection<Setting<?>> table) {
    Set<String> filled =
        table.stream()
            .filter(setting -> about(setting) != null)
            .map(Setting::slot)
            .collect(toSet());
    return other.replaced(
        table.stream().filter(setting -> filled.contains(setting.slot())).toList(), this);
  }

  /**
   * Refuses values that are out of range.
   *
   * @param setting what the value was said about
   * @throws IllegalArgumentException if the value is; the message names key, value and what is
   *     allowed
   */
  public <T> void check(Setting<T> setting) {
    T value = about(setting);
    if (value != null) {
      setting.check(value);
    }
  }

  /**
   * Refuses values that a cache on a stack cannot have.
   *
   * @param setting what the value was said about
   * @param stack the name of the stack
   * @throws IllegalArgumentException if it cannot; the message names key, value, stack and what is
   *     allowed
   */
  public <T> void checkOn(Setting<T> setting, String stack) {
    T value = about(setting);
    if (value != null) {
      setting.checkOn(stack, value);
    }
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof Said other && values.equals(other.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
