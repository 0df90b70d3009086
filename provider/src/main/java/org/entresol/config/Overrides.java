package org.entresol.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.entresol.EntresolConfiguration;
import org.entresol.config.model.Setting;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a manager, each of which replaces one key of its file. Its name is the path of
 * the key behind {@code entresol.}, its value is written as in the file.
 */
public final class Overrides {
  private static final String PREFIX = "entresol.";
  private static final String REDIS = PREFIX + Sections.REDIS;
  private static final String ADDRESS = REDIS + ".address";
  private static final String DEFAULTS = "defaults.";
  private static final String CACHES = "caches.";

  private final ClassLoader loader;
  private @Nullable RedisSection redis;
  private @Nullable RedisAddress address;
  private Layer<Sections> top = Layer.empty();
  private Layer<EntresolConfiguration.Builder<Object, Object>> defaults = Layer.empty();
  private final Map<String, Layer<EntresolConfiguration.Builder<Object, Object>>> caches =
      new TreeMap<>();

  private Overrides(ClassLoader loader) {
    this.loader = loader;
  }

  /**
   * The keys that properties may replace and that need no name of a cache: those at the top that
   * are no sections, and those below {@code defaults}, in the order of the manual.
   *
   * @return the settings by the paths of their keys; a map of the caller's own
   */
  public static Map<String, Setting<?>> keysWithoutNames() {
    Map<String, Setting<?>> keys = new LinkedHashMap<>();
    Sections.SINGLE.rows().forEach(row -> keys.put(row.path(), row.setting()));
    CacheKeys.DEFAULTS.rows().forEach(row -> keys.put(DEFAULTS + row.path(), row.setting()));
    return keys;
  }

  /**
   * Lays properties over the sections of a file. Those whose names start otherwise are not ours and
   * are left alone.
   *
   * @throws ConfigurationException if a property names no key, or its value is not allowed
   */
  static void apply(Properties properties, ClassLoader loader, Sections sections) {
    Overrides overrides = new Overrides(loader);
    named(properties).forEach(overrides::read);
    overrides.top.applyTo(sections);
    if (overrides.redis != null) {
      sections.overrideRedis(overrides.redis);
    }
    if (overrides.address != null) {
      sections.overrideAddress(overrides.address, Place.property(ADDRESS));
    }
    sections.overrideDefaults(overrides.defaults);
    overrides.caches.forEach(sections::overrideCache);
  }

  /** Our properties in the order of their names, so that an error is always the same one. */
  private static Map<String, String> named(Properties properties) {
    Map<String, String> ours = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      ours.put(name, properties.getProperty(name, ""));
    }
    properties.forEach((name, value) -> refuseUnlessText(String.valueOf(name), value));
    ours.keySet().removeIf(name -> !name.startsWith(PREFIX));
    return ours;
  }

  private static void refuseUnlessText(String name, Object value) {
    if (name.startsWith(PREFIX) && !(value instanceof String)) {
      throw Place.property(name)
          .error("a " + value.getClass().getName() + " is not allowed; allowed: a String");
    }
  }

  private void read(String name, String text) {
    if (name.equals(ADDRESS)) {
      address = address(text);
      return;
    }
    if (name.equals(REDIS)) {
      redis = RedisSection.inProperty(text, Place.property(name));
      return;
    }
    Value value = YamlText.read(text, Place.property(name));
    String path = name.substring(PREFIX.length());
    if (Sections.SINGLE.knows(path)) {
      top = top.and(Sections.SINGLE.read(path, value, loader));
    } else if (path.startsWith(DEFAULTS)
        && CacheKeys.DEFAULTS.knows(path.substring(DEFAULTS.length()))) {
      String key = path.substring(DEFAULTS.length());
      defaults = defaults.and(CacheKeys.DEFAULTS.read(key, value, loader));
    } else if (path.startsWith(CACHES)) {
      readCache(path.substring(CACHES.length()), value);
    } else {
      throw unknown(value.place());
    }
  }

  private static RedisAddress address(String text) {
    try {
      return RedisAddress.of(text.strip());
    } catch (IllegalArgumentException e) {
      throw Place.property(ADDRESS)
          .error(
              "\"%s\" %s; allowed: %s"
                  .formatted(RedisAddress.shown(text), e.getMessage(), RedisAddress.FORM));
    }
  }

  /** The name of a cache may itself hold dots: it ends where the longest known key begins. */
  private void readCache(String path, Value value) {
    for (int dot = path.indexOf('.', 1); dot > 0; dot = path.indexOf('.', dot + 1)) {
      String key = path.substring(dot + 1);
      if (CacheKeys.NAMED.knows(key)) {
        Layer<EntresolConfiguration.Builder<Object, Object>> said =
            CacheKeys.NAMED.read(key, value, loader);
        caches.merge(path.substring(0, dot), said, Layer::and);
        return;
      }
    }
    throw unknown(value.place());
  }

  private static ConfigurationException unknown(Place property) {
    return property.error(
        "unknown key; allowed: entresol."
            + Sections.SINGLE.keysBelow("").replace(", ", ", entresol.")
            + ", "
            + REDIS
            + ", "
            + ADDRESS
            + ", entresol.defaults.<key>, and entresol.caches.<name or pattern>.<key>, where <key> is the path of one of "
            + CacheKeys.NAMED.keysBelow(""));
  }
}
