package org.entresol.config;

import java.util.Collection;
import java.util.stream.Collectors;
import org.entresol.config.Key.Reading;
import org.jspecify.annotations.Nullable;

/**
 * Where it is said what a cache allows, or could be said: for the message that refuses a class.
 *
 * @param start the line up to the first pattern
 * @param quote what is before and behind each pattern
 * @param end the line behind the last pattern, and where it belongs
 */
public record AllowPlace(String start, String quote, String end) {

  /** In Java, which is where no file says it. */
  static final AllowPlace JAVA =
      new AllowPlace("`.allow(", "\"", ")` in the configuration of the cache");

  /** Where a file or a property says it. */
  static AllowPlace at(Reading<?, ?> reading) {
    Place place = reading.place();
    return place.isProperty()
        ? new AllowPlace("`" + place.propertyName() + "=[", "", "]`")
        : new AllowPlace("`allow: [", "", "]` at " + place);
  }

  /**
   * Where a file could say it.
   *
   * @param file the file, or null when there is none
   */
  static AllowPlace missing(String cache, @Nullable String file) {
    return file == null
        ? new AllowPlace("`entresol.caches." + cache + ".allow=[", "", "]` as a property")
        : new AllowPlace("`allow: [", "", "]` under `caches." + cache + "` in " + file);
  }

  /** The line with these patterns, and where it belongs. */
  public String line(Collection<String> patterns) {
    return patterns.stream()
        .map(pattern -> quote + pattern + quote)
        .collect(Collectors.joining(", ", start, end));
  }
}
