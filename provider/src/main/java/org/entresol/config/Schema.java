package org.entresol.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.entresol.config.Value.Entry;
import org.entresol.config.Value.Nothing;
import org.entresol.config.Value.Section;

/**
 * A table of keys, and the one reader for all of them. Immutable.
 *
 * @param <B> what collects the values
 */
final class Schema<B> {
  private final Map<String, Key<B, ?>> keys = new LinkedHashMap<>();

  Schema(List<Key<B, ?>> rows) {
    rows.forEach(row -> keys.put(row.path(), row));
  }

  /** The rows in the order of the table. */
  Collection<Key<B, ?>> rows() {
    return keys.values();
  }

  /** The rows of this table that fit. */
  Schema<B> only(Predicate<Key<B, ?>> filter) {
    return new Schema<>(keys.values().stream().filter(filter).toList());
  }

  /** Whether a path is a key or has keys below it. */
  boolean knows(String path) {
    return keys.containsKey(path) || (!path.isEmpty() && !stepsBelow(path).isEmpty());
  }

  /** The keys that may stand below a path, one step down, separated by commas. */
  String keysBelow(String path) {
    return String.join(", ", stepsBelow(path));
  }

  private Set<String> stepsBelow(String path) {
    String prefix = path.isEmpty() ? "" : path + ".";
    return keys.keySet().stream()
        .filter(key -> key.startsWith(prefix))
        .map(key -> firstStep(key.substring(prefix.length())))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String firstStep(String path) {
    int dot = path.indexOf('.');
    return dot < 0 ? path : path.substring(0, dot);
  }

  /**
   * What a section says.
   *
   * @throws ConfigurationException if it says anything that is not in the table
   */
  Layer<B> read(Value value, ClassLoader loader) {
    return read("", value, loader);
  }

  /** What a key takes that is followed by a section of this table. */
  Shape<Layer<B>> shape() {
    return new Shape<>("a section with " + keysBelow(""), this::read);
  }

  /** What a value says that stands at a path of this table. */
  Layer<B> read(String path, Value value, ClassLoader loader) {
    Set<String> below = stepsBelow(path);
    if (value instanceof Section section && !below.isEmpty()) {
      return readSection(path, below, section, loader);
    }
    Key<B, ?> key = keys.get(path);
    if (key != null) {
      return Layer.<B>empty().with(key.read(value, loader));
    }
    if (value instanceof Nothing) {
      return Layer.empty();
    }
    throw value.notAllowed("a section with " + keysBelow(path));
  }

  private Layer<B> readSection(
      String path, Set<String> allowed, Section section, ClassLoader loader) {
    Layer<B> layer = Layer.empty();
    for (Entry entry : section.entries()) {
      if (!allowed.contains(entry.key())) {
        throw entry.place().error("unknown key; allowed: " + keysBelow(path));
      }
      String below = path.isEmpty() ? entry.key() : path + "." + entry.key();
      layer = layer.and(read(below, entry.value(), loader));
    }
    return layer;
  }
}
