package org.entresol.config;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The shapes of values that are one of a few words. */
final class Words {
  /** {@code true} or {@code false}, and no other word for them. */
  static final Shape<Boolean> BOOLEAN = oneOf(Map.of("true", true, "false", false));

  private Words() {}

  /** One of the constants of an enum, by the names they have in the configuration. */
  static <E extends Enum<E>> Shape<E> oneOf(E[] constants, Function<E, String> name) {
    return oneOf(Stream.of(constants).collect(Collectors.toMap(name, constant -> constant)));
  }

  /** One of these words, each standing for its value. */
  static <T> Shape<T> oneOf(Map<String, T> words) {
    return oneOf(String.join(", ", new TreeMap<>(words).keySet()), words);
  }

  /** One of these words; what else the key allows is said in the text for messages. */
  static <T> Shape<T> oneOf(String allowed, Map<String, T> words) {
    return Shape.text(
        allowed,
        (text, loader) -> {
          T value = words.get(text);
          if (value == null) {
            throw new IllegalArgumentException("is not allowed");
          }
          return value;
        });
  }
}
