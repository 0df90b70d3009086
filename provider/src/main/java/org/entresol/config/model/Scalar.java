package org.entresol.config.model;

import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A type of values that a file writes as one text.
 *
 * @param allowed what a file may say, for messages
 * @param parser makes a value of a text
 * @param range what Java may say, for messages
 * @param fits whether a value is in the range
 * @param name a value as messages show it
 * @param <T> what a value is in Java
 */
public record Scalar<T>(
    String allowed,
    Parser<T> parser,
    String range,
    Predicate<T> fits,
    Function<? super T, String> name)
    implements Type<T> {

  /** Makes a value of a text; a refusal says in its message why. */
  @FunctionalInterface
  public interface Parser<T> {
    /**
     * Parses.
     *
     * @param loader finds the classes that are named
     * @throws IllegalArgumentException if the text is not allowed; its message is the reason
     */
    T parse(String text, ClassLoader loader);
  }

  /** A type of which every value is in range. */
  public static <T> Scalar<T> of(String allowed, Parser<T> parser) {
    return new Scalar<>(allowed, parser, allowed, value -> true, String::valueOf);
  }

  /** The same type, with a range. */
  Scalar<T> within(String range, Predicate<T> fits) {
    return new Scalar<>(allowed, parser, range, fits, name);
  }

  /** The same type, with other names of its values. */
  Scalar<T> named(Function<? super T, String> name) {
    return new Scalar<>(allowed, parser, range, fits, name);
  }

  /**
   * The value that a text without names of classes stands for.
   *
   * @throws IllegalArgumentException if the text is not allowed; its message is the reason
   */
  public T parse(String text) {
    return parser.parse(text, ClassLoader.getPlatformClassLoader());
  }

  @Override
  public String shown(T value) {
    return name.apply(value);
  }

  @Override
  public void check(String key, T value) {
    if (!fits.test(value)) {
      throw new IllegalArgumentException(
          "%s: %s is not allowed; allowed: %s".formatted(key, shown(value), range));
    }
  }
}
