package org.entresol.config.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One setting: all that is known of it wherever it is said.
 *
 * @param key the key in the configuration file with those above it, joined by dots
 * @param type the values it may have
 * @param standard the default as the manual names it, or an empty text
 * @param fallback the default, or null when there is none
 * @param slot the place the setting fills: of all settings with one slot a section may say only one
 * @param needs the slot without which all values but {@code false} make no sense, or an empty text
 * @param scope where the setting makes sense
 * @param <T> what a value is in Java
 */
public record Setting<T>(
    String key,
    Type<T> type,
    String standard,
    @Nullable T fallback,
    String slot,
    String needs,
    Scope<T> scope) {

  /**
   * The stacks on which a setting makes sense.
   *
   * @param stacks the names of these stacks; none for all there are
   * @param everywhere the values that make sense on the others too
   */
  public record Scope<T>(List<String> stacks, List<T> everywhere) {}

  /** A setting without a default, in a slot of its own, for all stacks. */
  public static <T> Setting<T> setting(String key, Type<T> type) {
    return new Setting<>(key, type, "", null, key, "", new Scope<>(List.of(), List.of()));
  }

  /** A setting with a default as a file writes it, in a slot of its own, for all stacks. */
  public static <T> Setting<T> setting(String key, Scalar<T> type, String standard) {
    return setting(key, type).otherwise(standard, type.parse(standard));
  }

  /** The same setting, with a default that the manual names so. */
  public Setting<T> otherwise(String standard, @Nullable T fallback) {
    return new Setting<>(key, type, standard, fallback, slot, needs, scope);
  }

  /** The same setting, said by a key below its own. */
  public Setting<T> below(String step) {
    return new Setting<>(key + "." + step, type, standard, fallback, slot, needs, scope);
  }

  /** The same setting, sharing a slot with others. */
  public Setting<T> inSlot(String slot) {
    return new Setting<>(key, type, standard, fallback, slot, needs, scope);
  }

  /** The same setting, making sense only with another slot filled. */
  public Setting<T> needing(String needs) {
    return new Setting<>(key, type, standard, fallback, slot, needs, scope);
  }

  /** The same setting, making sense on some stacks only. */
  public Setting<T> on(List<String> stacks) {
    return on(stacks, List.of());
  }

  /** The same setting, making sense on some stacks only, but for the values that do on all. */
  public Setting<T> on(List<String> stacks, List<T> everywhere) {
    Scope<T> narrower = new Scope<>(stacks, everywhere);
    return new Setting<>(key, type, standard, fallback, slot, needs, narrower);
  }

  /** Whether a cache on a stack can have a value. */
  public boolean fits(String stack, Object value) {
    return scope.stacks.isEmpty()
        || scope.stacks.contains(stack)
        || scope.everywhere.stream().anyMatch(value::equals);
  }

  /** The stacks on which all values make sense, for messages. */
  public String stacks() {
    return String.join(", ", scope.stacks);
  }

  /**
   * Refuses a value that is out of range.
   *
   * @throws IllegalArgumentException if it is; the message names key, value and what is allowed
   */
  public void check(T value) {
    type.check(key, requireNonNull(value, key));
  }

  /**
   * Refuses a value that a cache on a stack cannot have.
   *
   * @throws IllegalArgumentException if it cannot; the message names key, value, stack and what is
   *     allowed
   */
  void checkOn(String stack, T value) {
    if (!fits(stack, value)) {
      throw new IllegalArgumentException(
          "%s: %s is not allowed on the stack %s; allowed: on %s"
              .formatted(key, type.shown(value), stack, stacks()));
    }
  }
}
