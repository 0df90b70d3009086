package org.entresol.config.model;

/**
 * The values that a setting may have.
 *
 * @param <T> what a value is in Java
 */
public interface Type<T> {
  /** What a file may say, for messages. */
  String allowed();

  /** A value as messages show it. */
  default String shown(T value) {
    return String.valueOf(value);
  }

  /** A value as it is kept: one that nobody changes any more. */
  default T kept(T value) {
    return value;
  }

  /**
   * Refuses a value that was said in Java and is out of range.
   *
   * @param key the key of the setting, for the message
   * @throws IllegalArgumentException if it is; the message names key, value and what is allowed
   */
  default void check(String key, T value) {}
}
