package org.entresol.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.entresol.config.Value.Entry;
import org.entresol.config.Value.Items;
import org.entresol.config.Value.Nothing;
import org.entresol.config.Value.Section;
import org.entresol.config.Value.Text;
import org.entresol.config.model.MapOf;
import org.entresol.config.model.Scalar;
import org.entresol.config.model.SetOf;
import org.entresol.config.model.Type;

/**
 * What a key takes that need not be a text: how its value is read, and what a message says is
 * allowed.
 *
 * @param <T> what is read
 */
record Shape<T>(String allowed, Reader<T> reader) implements Type<T> {

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

  T read(Value value, ClassLoader loader) {
    return reader.read(value, loader);
  }

  /** How values of a type are read. */
  @SuppressWarnings("unchecked") // sets and maps of items are what their types have for values
  static <T> Shape<T> of(Type<T> type) {
    if (type instanceof Shape<T> shape) {
      return shape;
    }
    if (type instanceof MapOf<?> map) {
      return (Shape<T>) mapOf(map);
    }
    return type instanceof SetOf<?> set ? (Shape<T>) setOf(set) : text((Scalar<T>) type);
  }

  private static <E> Shape<Map<String, E>> mapOf(MapOf<E> type) {
    Shape<E> item = text(type.item());
    return new Shape<>(
        type.allowed(),
        (value, loader) -> {
          if (!(value instanceof Section section)) {
            throw value.notAllowed(type.allowed());
          }
          Map<String, E> read = new LinkedHashMap<>();
          for (Entry entry : section.entries()) {
            String key = text(type.key()).read(new Text(entry.key(), entry.place()), loader);
            read.put(key, item.read(entry.value(), loader));
          }
          return Map.copyOf(read);
        });
  }

  private static <E> Shape<Set<E>> setOf(SetOf<E> type) {
    Shape<List<E>> list = listOf(type.item());
    return new Shape<>(
        type.allowed(),
        (value, loader) -> {
          if (value instanceof Items || type.words().isEmpty()) {
            return Set.copyOf(list.read(value, loader));
          }
          Set<E> named = value instanceof Text text ? type.words().get(text.text()) : null;
          if (named == null) {
            throw value.notAllowed(type.allowed());
          }
          return named;
        });
  }

  private static <T> Shape<T> text(Scalar<T> type) {
    return new Shape<>(
        type.allowed(),
        (value, loader) -> {
          if (!(value instanceof Text text)) {
            throw value.notAllowed(type.allowed());
          }
          try {
            return type.parser().parse(text.text(), loader);
          } catch (IllegalArgumentException e) {
            throw value.refused(String.valueOf(e.getMessage()), type.allowed());
          }
        });
  }

  /** A list, each item of one type. */
  static <T> Shape<List<T>> listOf(Type<T> type) {
    Shape<T> item = of(type);
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
