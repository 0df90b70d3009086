package org.entresol.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.entresol.Stack;
import org.entresol.config.Key.Setting;
import org.jspecify.annotations.Nullable;

/**
 * What one section or property says: settings by slot. Layers are laid over one another from the
 * general to the special. Immutable.
 *
 * @param <B> what collects the values
 */
final class Layer<B> {
  private final Map<String, Setting<B, ?>> settings;

  private Layer(Map<String, Setting<B, ?>> settings) {
    this.settings = settings;
  }

  /** The layer that says nothing. */
  static <B> Layer<B> empty() {
    return new Layer<>(Map.of());
  }

  /**
   * This layer and one setting more, said at the same level.
   *
   * @throws ConfigurationException if the slot is filled already
   */
  Layer<B> with(Setting<B, ?> setting) {
    Setting<B, ?> there = settings.get(setting.key().slot());
    if (there != null) {
      throw setting
          .place()
          .error("is not allowed together with " + there.place() + "; allowed: one of them");
    }
    Map<String, Setting<B, ?>> all = new LinkedHashMap<>(settings);
    all.put(setting.key().slot(), setting);
    return new Layer<>(all);
  }

  /** This layer and another of the same level. */
  Layer<B> and(Layer<B> other) {
    Layer<B> all = this;
    for (Setting<B, ?> setting : other.settings.values()) {
      all = all.with(setting);
    }
    return all;
  }

  /** This layer, and the other where this one says nothing. */
  Layer<B> over(Layer<B> other) {
    Map<String, Setting<B, ?>> all = new LinkedHashMap<>(other.settings);
    all.putAll(settings);
    return new Layer<>(all);
  }

  /** The settings of this layer whose keys fit. */
  Layer<B> only(Predicate<Key<B, ?>> filter) {
    Map<String, Setting<B, ?>> some = new LinkedHashMap<>(settings);
    some.values().removeIf(setting -> !filter.test(setting.key()));
    return new Layer<>(some);
  }

  /** Whether a slot is filled. */
  boolean fills(String slot) {
    return settings.containsKey(slot);
  }

  /** What fills a slot, or null when nothing was said. */
  @Nullable Setting<B, ?> setting(String slot) {
    return settings.get(slot);
  }

  /** The value in a slot, or null when nothing was said. */
  @Nullable Object value(String slot) {
    Setting<B, ?> setting = settings.get(slot);
    return setting == null ? null : setting.value();
  }

  /**
   * Refuses what makes no sense alone.
   *
   * @param subject what the layer describes, for the message
   * @throws ConfigurationException if one setting lacks another it needs
   */
  void check(String subject) {
    for (Setting<B, ?> setting : settings.values()) {
      String needs = setting.key().needs();
      if (!needs.isEmpty() && !Boolean.FALSE.equals(setting.value()) && !fills(needs)) {
        throw setting
            .place()
            .error("is on, but " + subject + " has no " + needs + "; allowed: on with " + needs);
      }
    }
  }

  /** The settings of this layer that a cache on a stack can have. */
  Layer<B> fitting(Stack stack) {
    Map<String, Setting<B, ?>> some = new LinkedHashMap<>(settings);
    some.values().removeIf(setting -> !setting.fits(stack));
    return new Layer<>(some);
  }

  /**
   * Refuses what makes no sense on a stack.
   *
   * @param subject what the layer describes, for the message
   * @throws ConfigurationException if a cache on that stack cannot have one of the settings
   */
  void checkOn(Stack stack, String subject) {
    for (Setting<B, ?> setting : settings.values()) {
      if (!setting.fits(stack)) {
        throw setting
            .place()
            .error(
                "%s makes no sense for %s on the stack %s; allowed: on %s"
                    .formatted(
                        setting.shown(),
                        subject,
                        stack.configName(),
                        Stack.names(setting.key().stacks())));
      }
    }
  }

  /** Hands all values to their setters. */
  void applyTo(B target) {
    settings.values().forEach(setting -> setting.applyTo(target));
  }
}
