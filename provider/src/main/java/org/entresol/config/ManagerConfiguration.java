package org.entresol.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.TypePattern;
import org.entresol.config.Key.Reading;
import org.entresol.feed.FeedSettings;
import org.jspecify.annotations.Nullable;

/**
 * What one manager was configured with: the settings of its file and its properties, by the names
 * of caches. Immutable and thread-safe.
 */
public final class ManagerConfiguration {
  /** The system property that replaces the default URI: a URI or the path of a file. */
  public static final String SYSTEM_PROPERTY = "entresol.config";

  private static final URI DEFAULT_URI = URI.create("entresol:default");

  private final @Nullable String file;
  private final Authorities authorities;
  private final RedisTerms redisTerms;
  private final @Nullable FeedSettings feed;
  private final String namespace;
  private final Set<String> keys;
  private final Set<TypePattern> packages;
  private final Layer<EntresolConfiguration.Builder<Object, Object>> defaults;
  private final List<Scope> patterns = new ArrayList<>();
  private final Map<String, Layer<EntresolConfiguration.Builder<Object, Object>>> names =
      new HashMap<>();
  private final Map<String, EntresolConfiguration<?, ?>> namedCaches = new LinkedHashMap<>();

  private ManagerConfiguration(@Nullable String file, Sections sections, List<String> inFile) {
    this.file = file;
    authorities = new Authorities(sections.redis(), sections.disk());
    redisTerms = sections.terms();
    feed = sections.feed();
    namespace = sections.namespace();
    keys = sections.keys();
    packages = sections.packages();
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
    requireAuthorityFor(defaults);
    sections.caches().values().forEach(this::requireAuthorityFor);
    // The sort keeps the order of the file among equals, and later ones are laid over earlier ones.
    patterns.sort(Comparator.comparing(Scope::pattern, NamePattern.BY_SPECIFICITY));
    for (String name : inFile) {
      if (!NamePattern.isPattern(name)) {
        Said said = said(name, null);
        namedCaches.put(
            name, withPackages(CacheKeys.toConfiguration(said.settings, said.stack, cache(name))));
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
    Value read = ConfigurationFile.read(uri, loader);
    Sections sections = Sections.of(read, loader);
    List<String> inFile = sections.cachesOfNoRoute();
    Overrides.apply(properties, loader, sections);
    String file = RedisAddress.isMeantBy(uri.toString()) ? null : read.place().source();
    return new ManagerConfiguration(file, sections, inFile);
  }

  /**
   * The URI of the manager that is asked for with none: the value of the system property {@value
   * #SYSTEM_PROPERTY} if it is set and not blank, else {@code entresol:default}.
   *
   * @throws ConfigurationException if the value of the system property is neither URI nor path
   */
  public static URI defaultUri() {
    String configured = System.getProperty(SYSTEM_PROPERTY, "").strip();
    return configured.isEmpty() ? DEFAULT_URI : ConfiguredUri.of(configured);
  }

  /**
   * Whether the file of another manager is that of this one, however their URIs spell it; false
   * where there is no file.
   */
  public boolean isOfSameFile(ManagerConfiguration other) {
    return file != null && file.equals(other.file);
  }

  /** Whether the file or a property says a key at the top, such as {@code namespace}. */
  public boolean says(String key) {
    return keys.contains(key);
  }

  /** The first part of the Redis keys of all caches; {@code entresol} by default. */
  public String namespace() {
    return namespace;
  }

  /** The classes that every cache in Redis allows beside what is said of it. */
  public Set<TypePattern> packages() {
    return packages;
  }

  /** How Redis is reached, or null when nothing names one; then no cache lies there. */
  public @Nullable RedisSection redis() {
    return authorities.redis();
  }

  /** Where caches on disk lie, or null when nothing names a directory. */
  public @Nullable DiskSection disk() {
    return authorities.disk();
  }

  /** What is demanded of Redis; without effect when there is none. */
  public RedisTerms redisTerms() {
    return redisTerms;
  }

  /** The database whose changes are followed, or null when nothing names one. */
  public @Nullable FeedSettings feed() {
    return feed;
  }

  /**
   * The stack of a cache about which nothing more special is said: what {@code defaults} says, else
   * {@link Stack#HEAP_REDIS} if there is a Redis, {@link Stack#HEAP_DISK} if there is a directory,
   * and {@link Stack#HEAP} if there is neither.
   */
  public Stack defaultStack() {
    return stackOf(defaults, authorities.stack());
  }

  /**
   * A URI for messages, logs and the names of beans: without the user and password that the URI of
   * a Redis may hold.
   */
  public static String shown(URI uri) {
    return RedisAddress.shown(uri.toString());
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
   * file and the properties. Where these say {@code override}, what they say of JCache's settings
   * holds as well. The mode of writing has no effect where the argument does not switch on writing
   * through.
   *
   * @param name the name of the cache
   * @param given what the caller asked for
   * @throws IllegalArgumentException if it asks for something impossible, such as a stack with
   *     Redis where there is none
   * @throws UnsupportedOperationException if it asks for storing by reference on {@link
   *     Stack#REDIS}
   * @throws ConfigurationException if the settings for that name do not go together
   */
  public <K, V> EntresolConfiguration<K, V> forCache(String name, Configuration<K, V> given) {
    if (given instanceof CompleteConfiguration<K, V>) {
      EntresolConfiguration<K, V> complete = EntresolConfiguration.copyOf(given);
      Said said = said(name, complete);
      requireAuthorityFor(name, said.stack);
      if (said.isOver()) {
        complete = CacheKeys.overridden(complete, said.settings, cache(name));
      }
      return withPackages(
          complete.withFallback(CacheKeys.toConfiguration(said.settings, said.stack, complete)));
    }
    Said said = said(name, null);
    return withPackages(
        CacheKeys.toConfiguration(
                said.settings, said.stack, cache(name), given.getKeyType(), given.getValueType())
            .toBuilder()
            .storeByValue(given.isStoreByValue())
            .build());
  }

  /** What a cache is to be, with the classes that all in Redis allow. */
  private <K, V> EntresolConfiguration<K, V> withPackages(EntresolConfiguration<K, V> made) {
    return (packages.isEmpty() || !made.getStack().isShared())
        ? made
        : made.toBuilder()
            .allow(
                withPackages(made.getAllowedTypes()).stream()
                    .map(String::valueOf)
                    .toArray(String[]::new))
            .build();
  }

  private Set<Object> withPackages(Set<?> own) {
    Set<Object> all = new HashSet<>(own);
    all.addAll(packages);
    return all;
  }

  /**
   * Whether the expiry that the file or the properties say of a cache does not hold because {@link
   * #forCache} takes another one from the argument.
   *
   * @param name the name of the cache
   * @param given what the caller asked for
   */
  public boolean passesOverExpiry(String name, Configuration<?, ?> given) {
    if (!(given instanceof CompleteConfiguration<?, ?> complete)) {
      return false;
    }
    Said said = said(name, EntresolConfiguration.copyOf(given));
    return !said.isOver() && CacheKeys.saysOtherExpiry(said.settings, complete);
  }

  /**
   * Where it is said what a cache allows, or could be said.
   *
   * @param name the name of the cache
   * @param made its full description
   */
  public AllowPlace allowPlace(String name, EntresolConfiguration<?, ?> made) {
    Reading<EntresolConfiguration.Builder<Object, Object>, ?> reading =
        special(name).over(defaults).reading(CacheKeys.ALLOW);
    Set<TypePattern> allowed = made.getAllowedTypes();
    if (reading != null
        && reading.value() instanceof Set<?> own
        && withPackages(own).equals(allowed)) {
      return AllowPlace.at(reading);
    }
    return packages.containsAll(allowed) ? AllowPlace.missing(name, file) : AllowPlace.JAVA;
  }

  /** Whether a cache of a name is to be made when it is first asked for. */
  public boolean isDynamic(String name) {
    return Boolean.TRUE.equals(special(name).value(CacheKeys.DYNAMIC));
  }

  /**
   * The full description of a cache that nobody made before it was asked for.
   *
   * @param name the name of the cache
   * @param keyType the type of its keys, where the file and the properties say none
   * @param valueType the type of its values, where the file and the properties say none
   * @throws ConfigurationException if the settings for that name do not go together
   */
  public EntresolConfiguration<?, ?> onDemand(String name, Class<?> keyType, Class<?> valueType) {
    Said said = said(name, null);
    return withPackages(
        CacheKeys.onDemand(said.settings, said.stack, cache(name), keyType, valueType));
  }

  private void requireAuthorityFor(Layer<EntresolConfiguration.Builder<Object, Object>> layer) {
    Reading<EntresolConfiguration.Builder<Object, Object>, ?> reading =
        layer.reading(CacheKeys.STACK);
    if (reading != null && reading.value() instanceof Stack stack) {
      String lack = authorities.lackOf(stack);
      if (lack != null) {
        throw reading.place().error(reading.shown() + lack);
      }
    }
  }

  private void requireAuthorityFor(String name, Stack stack) {
    String lack = authorities.lackOf(stack);
    if (lack != null) {
      throw new IllegalArgumentException(
          cache(name) + ": the stack \"" + stack.configName() + '"' + lack);
    }
  }

  /**
   * What is said about a cache, from the general to the special. A section that chooses the stack
   * silences what more general ones say about other stacks; {@code defaults} only speaks of those
   * that have it.
   *
   * @param given what was asked for in Java, whose stack silences in the same way, or null
   * @throws ConfigurationException if something else is said that the stack does not have
   */
  private Said said(String name, @Nullable EntresolConfiguration<?, ?> given) {
    Stack asked = given != null && given.isStackChosen() ? given.getStack() : null;
    Layer<EntresolConfiguration.Builder<Object, Object>> special = special(name);
    special = asked == null ? special : special.fitting(asked);
    Stack stack = asked == null ? stackOf(special, defaultStack()) : asked;
    special.checkOn(stack, cache(name));
    return new Said(special.over(defaults.fitting(stack)), stack);
  }

  /** What patterns and names say about a cache. */
  private Layer<EntresolConfiguration.Builder<Object, Object>> special(String name) {
    Layer<EntresolConfiguration.Builder<Object, Object>> special = Layer.empty();
    for (Scope scope : patterns) {
      if (scope.pattern.matches(name)) {
        special = over(scope.settings, special);
      }
    }
    return over(names.getOrDefault(name, Layer.empty()), special);
  }

  private static Layer<EntresolConfiguration.Builder<Object, Object>> over(
      Layer<EntresolConfiguration.Builder<Object, Object>> special,
      Layer<EntresolConfiguration.Builder<Object, Object>> general) {
    return special.value(CacheKeys.STACK) instanceof Stack chosen
        ? special.over(general.fitting(chosen))
        : special.over(general);
  }

  private static Stack stackOf(
      Layer<EntresolConfiguration.Builder<Object, Object>> layer, Stack otherwise) {
    return layer.value(CacheKeys.STACK) instanceof Stack stack ? stack : otherwise;
  }

  private static String cache(String name) {
    return "the cache \"" + name + "\"";
  }

  /** What is said about one cache, and the stack it lies on. */
  private record Said(Layer<EntresolConfiguration.Builder<Object, Object>> settings, Stack stack) {
    /** Whether it is laid over what Java says. */
    boolean isOver() {
      return Boolean.TRUE.equals(settings.value(CacheKeys.OVERRIDE));
    }
  }

  /** What is said about all caches that fit a pattern. */
  private record Scope(
      NamePattern pattern, Layer<EntresolConfiguration.Builder<Object, Object>> settings) {}
}
