package org.entresol.config;

import static java.util.stream.Collectors.toSet;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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

  /** Where nobody should allow a whole package: who knows what is in it. */
  private static final List<String> OTHERS =
      List.of(
          "java.",
          "javax.",
          "jdk.",
          "sun.",
          "com.sun.",
          "org.w3c.",
          "org.xml.",
          "jakarta.",
          "org.hibernate.",
          "org.springframework.",
          "org.apache.",
          "org.eclipse.",
          "org.jboss.",
          "com.google.",
          "com.fasterxml.",
          "tools.jackson.",
          "groovy.",
          "org.codehaus.",
          "kotlin.",
          "scala.",
          "clojure.",
          "io.netty.",
          "io.github.",
          "net.bytebuddy.");

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
    PresetFile.usedBy(configuration, loader)
        .forEach(
            file -> {
              classes.addAll(file.classes());
              ignored.addAll(file.ignored());
            });
    Set<String> patterns = allowed.stream().map(TypePattern::text).collect(toSet());
    patterns.removeAll(Stream.of(Preset.values()).map(Preset::configName).collect(toSet()));
    return new KnownClasses(patterns, classes, ignored);
  }

  /**
   * What a cache would have to allow by hand for some classes more: a preset if one has the class,
   * the package of a class of the application's, and the class alone where it is of others.
   *
   * @param allowed what it allows already
   */
  public static Collection<String> withThese(
      Collection<TypePattern> allowed, Collection<String> classNames) {
    Set<String> patterns = new TreeSet<>(allowed.stream().map(TypePattern::text).toList());
    for (String className : classNames) {
      String element = className.replaceAll("^\\[+L?|;$", "");
      Optional<Preset> preset =
          Stream.of(Preset.values())
              .filter(one -> PresetFile.of(one).classes().contains(element))
              .findFirst();
      patterns.add(preset.map(Preset::configName).orElseGet(() -> pattern(element)));
    }
    return patterns;
  }

  /**
   * Whether a package holds classes of others, or packages of others are below it, so that nobody
   * should allow it as a whole.
   *
   * @param name the name of the package; the unnamed one is a package of others
   */
  public static boolean isOfOthers(String name) {
    String prefix = name + ".";
    return name.isEmpty()
        || OTHERS.stream().anyMatch(other -> prefix.startsWith(other) || other.startsWith(prefix));
  }

  private static String pattern(String className) {
    int dot = className.lastIndexOf('.');
    return dot < 0 || OTHERS.stream().anyMatch(className::startsWith)
        ? className
        : className.substring(0, dot) + ".**";
  }
}
