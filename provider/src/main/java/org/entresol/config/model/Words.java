package org.entresol.config.model;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The types of values that are words, one of a few or any. */
public final class Words {
  /** {@code true} or {@code false}, and no other word for them. */
  public static final Scalar<Boolean> FLAG = oneOf(Map.of("true", true, "false", false));

  /** A few characters of any kind. */
  public static final Scalar<String> FEW =
      Scalar.of("one to ten characters, such as \":\"", (text, loader) -> few(text))
          .within("one to ten characters", Words::isFew);

  private Words() {}

  private static String few(String text) {
    if (!isFew(text)) {
      throw new IllegalArgumentException("is not allowed");
    }
    return text;
  }

  private static boolean isFew(String text) {
    return !text.isEmpty() && text.length() <= 10;
  }

  /**
   * Any text in which there is something.
   *
   * @param allowed what it says, for messages
   * @param form the form in which it counts
   */
  public static Scalar<String> any(String allowed, UnaryOperator<String> form) {
    return Scalar.of(
        allowed,
        (text, loader) -> {
          String formed = form.apply(text);
          if (formed.isEmpty()) {
            throw new IllegalArgumentException("is not allowed");
          }
          return formed;
        });
  }

  /** One of the constants of an enum, by the names they have in the configuration. */
  public static <E extends Enum<E>> Scalar<E> oneOf(E[] constants, Function<E, String> name) {
    Map<String, E> words =
        Stream.of(constants).collect(Collectors.toMap(name, constant -> constant));
    return oneOf(words).named(name);
  }

  private static <T> Scalar<T> oneOf(Map<String, T> words) {
    return oneOf(String.join(", ", new TreeMap<>(words).keySet()), words);
  }

  /** One of these words; what else the key allows is said in the text for messages. */
  public static <T> Scalar<T> oneOf(String allowed, Map<String, T> words) {
    return Scalar.of(
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
