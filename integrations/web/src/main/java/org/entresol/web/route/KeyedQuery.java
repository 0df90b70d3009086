package org.entresol.web.route;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request that count, as its container reads them: so whoever has the key has
 * what the handler sees, however it was spelled. Immutable.
 *
 * @param parameters the values by the names in order
 */
public record KeyedQuery(Map<String, List<String>> parameters) {
  /** No parameters. */
  public static final KeyedQuery NONE = new KeyedQuery(Map.of());

  /** As a query, in the order of the names; null where there is none. */
  public @Nullable String text() {
    if (parameters.isEmpty()) {
      return null;
    }
    return parameters.entrySet().stream()
        .flatMap(
            each ->
                each.getValue().stream()
                    .map(value -> encoded(each.getKey()) + "=" + encoded(value)))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** As servlets have them. */
  public Map<String, String[]> asArrays() {
    Map<String, String[]> arrays = new LinkedHashMap<>();
    parameters.forEach((name, values) -> arrays.put(name, values.toArray(String[]::new)));
    return arrays;
  }
}
