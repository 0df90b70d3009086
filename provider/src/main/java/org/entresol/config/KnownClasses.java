package org.entresol.config;

import static java.util.stream.Collectors.toSet;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.entresol.EntresolConfiguration;
import org.entresol.Preset;
import org.entresol.TypePattern;

/**
 * The classes of others that a cache knows, from its configuration and from presets. Immutable.
 *
 * @param patterns those that are allowed by hand, as patterns
 * @param classes those of presets, by their binary names
 * @param ignored the fields that are no part of a key, each behind the name of its class
 */
public record KnownClasses(Set<String> patterns, Set<String> classes, Set<String> ignored) {

  /** Copies the sets. */
  public KnownClasses {
    patterns = Set.copyOf(patterns);
    classes = Set.copyOf(classes);
    ignored = Set.copyOf(ignored);
  }

  /**
   * What a cache knows: all that it allows by hand, and the presets that it has not switched off
   * and whose library is there.
   *
   * @param loader the class loader of the manager
   */
  public static KnownClasses of(EntresolConfiguration<?, ?> configuration, ClassLoader loader) {
    Set<String> classes = new HashSet<>();
    Set<String> ignored = new HashSet<>(configuration.getIgnoredKeyFields());
    Set<TypePattern> allowed = configuration.getAllowedTypes();
    for (Preset preset : Preset.values()) {
      PresetFile file = PresetFile.of(preset);
      if (allowed.contains(new TypePattern(preset.configName()))
          || (configuration.getPresets().contains(preset) && file.isOn(loader))) {
        classes.addAll(file.classes());
        ignored.addAll(file.ignored());
      }
    }
    Set<String> patterns = allowed.stream().map(TypePattern::text).collect(toSet());
    patterns.removeAll(Stream.of(Preset.values()).map(Preset::configName).collect(toSet()));
    return new KnownClasses(patterns, classes, ignored);
  }

  /** The presets that have a class, for who has to allow it. */
  public static List<Preset> presetsOf(String className) {
    return Stream.of(Preset.values())
        .filter(preset -> PresetFile.of(preset).classes().contains(className))
        .toList();
  }
}
