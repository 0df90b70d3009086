package org.entresol.web.site;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a handler gives.
 *
 * @param text what it writes
 * @param waits whether it waits before that until it may go on
 * @param fields those that it sets
 * @param tags those that it adds by the library
 */
public record Scene(String text, boolean waits, Map<String, String> fields, List<String> tags) {

  public Scene(String text) {
    this(text, false, Map.of(), List.of());
  }

  Scene waiting() {
    return new Scene(text, true, fields, tags);
  }

  Scene with(String name, String value) {
    Map<String, String> all = new HashMap<>(fields);
    all.put(name, value);
    return new Scene(text, waits, all, tags);
  }

  Scene tagged(String tag) {
    return new Scene(text, waits, fields, Stream.concat(tags.stream(), Stream.of(tag)).toList());
  }
}
