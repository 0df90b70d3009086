package org.entresol.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.entresol.EntresolConfiguration;

/** The sections of one file, as they are collected; and the table of the keys at its top. */
final class Sections {
  /** The keys at the top of a file. */
  static final Schema<Sections> TOP =
      new Schema<>(
          List.of(
              row("namespace", namespaceName(), (to, name) -> to.namespace = name)
                  .otherwise("entresol"),
              row("defaults", Shape.section(CacheKeys.DEFAULTS), (to, said) -> to.defaults = said),
              row(
                  "caches",
                  Shape.named(Shape.section(CacheKeys.NAMED)),
                  (to, said) -> to.caches.putAll(said))));

  private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9._-]+");

  private String namespace = "entresol";
  private Layer<EntresolConfiguration.Builder<Object, Object>> defaults = Layer.empty();
  private final Map<String, Layer<EntresolConfiguration.Builder<Object, Object>>> caches =
      new LinkedHashMap<>();

  private static <T> Key<Sections, T> row(
      String path, Shape<T> shape, BiConsumer<Sections, T> setter) {
    return Key.key(path, shape, setter);
  }

  private static Shape<String> namespaceName() {
    return Shape.text(
        "letters, digits, dots, dashes and underscores",
        (text, loader) -> {
          if (!NAMESPACE.matcher(text).matches()) {
            throw new IllegalArgumentException("is not allowed");
          }
          return text;
        });
  }

  /**
   * What a file says.
   *
   * @throws ConfigurationException if it says anything that is not in the tables
   */
  static Sections of(Value file, ClassLoader loader) {
    Sections sections = new Sections();
    TOP.read(file, loader).applyTo(sections);
    return sections;
  }

  String namespace() {
    return namespace;
  }

  /** What holds for every cache. */
  Layer<EntresolConfiguration.Builder<Object, Object>> defaults() {
    return defaults;
  }

  /** What holds for each name or pattern, in the order of the file. */
  Map<String, Layer<EntresolConfiguration.Builder<Object, Object>>> caches() {
    return caches;
  }

  /** Lays settings over those that hold for every cache. */
  void overrideDefaults(Layer<EntresolConfiguration.Builder<Object, Object>> layer) {
    defaults = layer.over(defaults);
  }

  /** Lays settings over those of a name or pattern. */
  void overrideCache(String name, Layer<EntresolConfiguration.Builder<Object, Object>> layer) {
    caches.merge(name, layer, (said, above) -> above.over(said));
  }
}
