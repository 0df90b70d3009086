package org.entresol.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.entresol.Stack;
import org.entresol.config.Key.Reading;
import org.jspecify.annotations.Nullable;

/**
 * What one section or property says: settings by slot. Layers are laid over one another from the
 * general to the special. Immutable.
 *
 * @param <B> what collects the values
 */
final class Layer<B> {
  private final Map<String, Reading<B, ?>> readings;

  private Layer(Map<String, Reading<B, ?>> readings) {
    this.readings = readings;
  }

  /** The layer that says nothing. */
  static <B> Layer<B> empty() {
    return new Layer<>(Map.of());
  }

  /**
   * This layer and one setting more, said at the same level.
   *
   * @throws ConfigurationException if the slot is filled already, and both do not go together
   */
  Layer<B> with(Reading<B, ?> reading) {
    Reading<B, ?> there = readings.get(reading.setting().slot());
    Reading<B, ?> both = (there == null) ? reading : reading.key().joining().join(there, reading);
    if (there != null && both == null) {
      throw reading
          .place()
          .error("is not allowed together with " + there.place() + "; allowed: one of them");
    }
    Map<String, Reading<B, ?>> all = new LinkedHashMap<>(readings);
    all.put(reading.setting().slot(), both);
    return new Layer<>(all);
  }

  /** This layer and another of the same level. */
  Layer<B> and(Layer<B> other) {
    Layer<B> all = this;
    for (Reading<B, ?> reading : other.readings.values()) {
      all = all.with(reading);
    }
    return all;
  }

  /** This layer, and the other where this one says nothing. */
  Layer<B> over(Layer<B> other) {
    Map<String, Reading<B, ?>> all = new LinkedHashMap<>(other.readings);
    all.putAll(readings);
    return new Layer<>(all);
  }

  /** The settings of this layer whose keys fit. */
  Layer<B> only(Predicate<Key<B, ?>> filter) {
    Map<String, Reading<B, ?>> some = new LinkedHashMap<>(readings);
    some.values().removeIf(reading -> !filter.test(reading.key()));
    return new Layer<>(some);
  }

  /** Whether a slot is filled. */
  boolean fills(String slot) {
    return readings.containsKey(slot);
  }

  /** What fills a slot, or null when nothing was said. */
  @Nullable Reading<B, ?> reading(String slot) {
    return readings.get(slot);
  }

  /** The value in a slot, or null when nothing was said. */
  @Nullable Object value(String slot) {
    Reading<B, ?> reading = readings.get(slot);
    return reading == null ? null : reading.value();
  }

  /**
   * Refuses what makes no sense alone.
   *
   * @param subject what the layer describes, for the message
   * @param filled whether a slot is filled, here or elsewhere
   * @throws ConfigurationException if one setting lacks another it needs
   */
  void check(String subject, Predicate<String> filled) {
    for (Reading<B, ?> reading : readings.values()) {
      String needs = reading.setting().needs();
      if (!needs.isEmpty() && !Boolean.FALSE.equals(reading.value()) && !filled.test(needs)) {
        throw reading
            .place()
            .error("is on, but " + subject + " has no " + needs + "; allowed: on with " + needs);
      }
    }
  }

  /** The settings of this layer that a cache on a stack can have. */
  Layer<B> fitting(Stack stack) {
    Map<String, Reading<B, ?>> some = new LinkedHashMap<>(readings);
    some.values().removeIf(reading -> !reading.setting().fits(stack.configName(), reading.value()));
    return new Layer<>(some);
  }

  /**
   * Refuses what makes no sense on a stack.
   *
   * @param subject what the layer describes, for the message
   * @throws ConfigurationException if a cache on that stack cannot have one of the settings
   */
  void checkOn(Stack stack, String subject) {
    for (Reading<B, ?> reading : readings.values()) {
      if (!reading.setting().fits(stack.configName(), reading.value())) {
        throw reading
            .place()
            .error(
                "%s makes no sense for %s on the stack %s; allowed: on %s"
                    .formatted(
                        reading.shown(), subject, stack.configName(), reading.setting().stacks()));
      }
    }
  }

  /** Hands all values to their setters. */
  void applyTo(B target) {
    readings.values().forEach(reading -> reading.applyTo(target));
  }
}
