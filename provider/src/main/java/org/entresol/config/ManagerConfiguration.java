package org.entresol.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import org.entresol.EntresolConfiguration;

/**
 * What one manager was configured with: the settings of its file and its properties, by the names
 * of caches. Immutable and thread-safe.
 */
public final class ManagerConfiguration {
  /** The system property that replaces the default URI: a URI or the path of a file. */
  public static final String SYSTEM_PROPERTY = "entresol.config";

  private static final URI DEFAULT_URI = URI.create("entresol:default");

  private final String namespace;
  private final Layer<EntresolConfiguration.Builder<Object, Object>> defaults;
  private final List<Scope> patterns = new ArrayList<>();
  private final Map<String, Layer<EntresolConfiguration.Builder<Object, Object>>> names =
      new HashMap<>();
  private final Map<String, EntresolConfiguration<?, ?>> namedCaches = new LinkedHashMap<>();

  private ManagerConfiguration(Sections sections, List<String> inFile) {
    namespace = sections.namespace();
    defaults = sections.defaults();
    sections
        .caches()
        .forEach(
            (text, said) -> {
              if (NamePattern.isPattern(text)) {
                patterns.add(new Scope(new NamePattern(text), said));
              } else {
                names.put(text, said);
              }
            });
    // The sort keeps the order of the file among equals, and later ones are laid over earlier ones.
    patterns.sort(Comparator.comparing(Scope::pattern, NamePattern.BY_SPECIFICITY));
    for (String name : inFile) {
      if (!NamePattern.isPattern(name)) {
        namedCaches.put(name, CacheKeys.toConfiguration(settings(name), cache(name)));
      }
    }
  }

  /**
   * Reads the file that a URI names and lays properties over it.
   *
   * @param uri the URI of the manager; the manual lists the forms it may have
   * @param loader finds resources and the classes that are named
   * @param properties those that start with {@code entresol.} replace keys of the file, others are
   *     ignored
   * @throws ConfigurationException if the file cannot be read, or it or a property asks for what is
   *     not allowed
   */
  public static ManagerConfiguration load(URI uri, ClassLoader loader, Properties properties) {
    Sections sections = Sections.of(ConfigurationFile.read(uri, loader), loader);
    List<String> inFile = List.copyOf(sections.caches().keySet());
    Overrides.apply(properties, loader, sections);
    return new ManagerConfiguration(sections, inFile);
  }

  /**
   * The URI of the manager that is asked for with none: the value of the system property {@value
   * #SYSTEM_PROPERTY} if it is set and not blank, else {@code entresol:default}.
   *
   * @throws ConfigurationException if the value of the system property is neither URI nor path
   */
  public static URI defaultUri() {
    String configured = System.getProperty(SYSTEM_PROPERTY, "").strip();
    return configured.isEmpty() ? DEFAULT_URI : toUri(configured);
  }

  private static URI toUri(String text) {
    try {
      URI uri = new URI(text);
      // A scheme of one letter is the drive of a Windows path.
      boolean drive = uri.getScheme() != null && uri.getScheme().length() == 1;
      return drive ? Path.of(text).toUri() : uri;
    } catch (URISyntaxException e) {
      return pathToUri(text);
    }
  }

  private static URI pathToUri(String text) {
    try {
      return Path.of(text).toUri();
    } catch (InvalidPathException e) {
      throw new ConfigurationException(
          "system property "
              + SYSTEM_PROPERTY
              + ": \""
              + text
              + "\" is not allowed; allowed: a URI or the path of a file",
          e);
    }
  }

  /** The first part of the Redis keys of all caches; {@code entresol} by default. */
  public String namespace() {
    return namespace;
  }

  /**
   * The caches that the file names exactly, in its order; they exist as soon as the manager opens.
   * A map that cannot be changed.
   */
  public Map<String, EntresolConfiguration<?, ?>> namedCaches() {
    return Collections.unmodifiableMap(namedCaches);
  }

  /**
   * The full description of a cache that is being made.
   *
   * <p>What the argument says holds: everything that JCache knows of a {@link
   * CompleteConfiguration}, the types and storing by value of a plain {@link Configuration}, and
   * the settings of Entresol's that an {@link EntresolConfiguration} sets. All else comes from the
   * file and the properties.
   *
   * @param name the name of the cache
   * @param given what the caller asked for
   * @throws IllegalArgumentException if it asks for something impossible
   * @throws ConfigurationException if the settings for that name do not go together
   */
  public <K, V> EntresolConfiguration<K, V> forCache(String name, Configuration<K, V> given) {
    Layer<EntresolConfiguration.Builder<Object, Object>> settings = settings(name);
    if (given instanceof CompleteConfiguration<K, V>) {
      return EntresolConfiguration.copyOf(given)
          .withFallback(CacheKeys.toConfiguration(settings.only(Key::entresol), cache(name)));
    }
    return CacheKeys.toConfiguration(
            settings, cache(name), given.getKeyType(), given.getValueType())
        .toBuilder()
        .storeByValue(given.isStoreByValue())
        .build();
  }

  private Layer<EntresolConfiguration.Builder<Object, Object>> settings(String name) {
    Layer<EntresolConfiguration.Builder<Object, Object>> all = defaults;
    for (Scope scope : patterns) {
      if (scope.pattern.matches(name)) {
        all = scope.settings.over(all);
      }
    }
    return names.getOrDefault(name, Layer.empty()).over(all);
  }

  private static String cache(String name) {
    return "the cache \"" + name + "\"";
  }

  /** What is said about all caches that fit a pattern. */
  private record Scope(
      NamePattern pattern, Layer<EntresolConfiguration.Builder<Object, Object>> settings) {}
}
