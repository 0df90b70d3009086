package org.entresol;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * One of the things that may be said in a group of settings.
 *
 * @param key its key in the configuration file, which names it in messages
 * @param type the type of its values, which are serializable
 * @param standard what holds where nothing is said
 * @param check throws an {@link IllegalArgumentException} for a value out of range
 * @param <T> the type of its values
 */
record Term<T>(String key, Class<T> type, T standard, Consumer<T> check) {

  /** A term for one of a few constants. */
  static <T> Term<T> of(String key, Class<T> type, T standard) {
    return new Term<>(key, type, standard, value -> {});
  }

  /** A term for a span of time that is not shorter than the least. */
  static Term<Duration> span(String key, Duration least, Duration standard) {
    return new Term<>(key, Duration.class, standard, span -> OwnSettings.within(key, span, least));
  }

  /** A term for a number from 1 to the most. */
  static Term<Integer> count(String key, int most, int standard) {
    return new Term<>(
        key, Integer.class, standard, number -> OwnSettings.within(key, number, most));
  }
}
