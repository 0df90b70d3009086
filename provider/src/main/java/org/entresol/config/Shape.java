package org.entresol.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.entresol.config.Value.Entry;
import org.entresol.config.Value.Items;
import org.entresol.config.Value.Nothing;
import org.entresol.config.Value.Section;
import org.entresol.config.Value.Text;

/**
 * What a key takes: how its value is read, and what a message says is allowed.
 *
 * @param <T> what is read
 */
record Shape<T>(String allowed, Reader<T> reader) {

  /** Reads one value, looking up classes in a class loader. */
  @FunctionalInterface
  interface Reader<T> {
    /**
     * Reads.
     *
     * @throws ConfigurationException if the value is not allowed
     */
    T read(Value value, ClassLoader loader);
  }

  /** Reads one text; a refusal says in its message why. */
  @FunctionalInterface
  interface Parser<T> {
    /**
     * Parses.
     *
     * @throws IllegalArgumentException if the text is not allowed; its message is the reason
     */
    T parse(String text, ClassLoader loader);
  }

  T read(Value value, ClassLoader loader) {
    return reader.read(value, loader);
  }

  /** A single text. */
  static <T> Shape<T> text(String allowed, Parser<T> parser) {
    return new Shape<>(
        allowed,
        (value, loader) -> {
          if (!(value instanceof Text text)) {
            throw value.notAllowed(allowed);
          }
          try {
            return parser.parse(text.text(), loader);
          } catch (IllegalArgumentException e) {
            throw value.refused(String.valueOf(e.getMessage()), allowed);
          }
        });
  }

  /** A list, each item of one shape. */
  static <T> Shape<List<T>> listOf(Shape<T> item) {
    String allowed = "a list, each item " + item.allowed();
    return new Shape<>(
        allowed,
        (value, loader) -> {
          if (!(value instanceof Items items)) {
            throw value.notAllowed(allowed);
          }
          List<T> read = new ArrayList<>();
          for (Value each : items.items()) {
            T next = item.read(each, loader);
            if (read.contains(next)) {
              throw each.refused("is there already", "each item once");
            }
            read.add(next);
          }
          return List.copyOf(read);
        });
  }

  /** A section whose keys a schema knows. */
  static <B> Shape<Layer<B>> section(Schema<B> schema) {
    return new Shape<>("a section with " + schema.keysBelow(""), schema::read);
  }

  /** A section whose keys are names of the user's, each followed by one shape. */
  static <T> Shape<Map<String, T>> named(Shape<T> each) {
    String allowed = "a section of names, each followed by " + each.allowed();
    return new Shape<>(
        allowed,
        (value, loader) -> {
          Map<String, T> read = new LinkedHashMap<>();
          if (value instanceof Section section) {
            for (Entry entry : section.entries()) {
              read.put(entry.key(), each.read(entry.value(), loader));
            }
          } else if (!(value instanceof Nothing)) {
            throw value.notAllowed(allowed);
          }
          return read;
        });
  }
}
