package org.entresol.web.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request that count, as its container reads them: so whoever has the key has
 * what the handler sees, however it was spelled. Immutable.
 *
 * @param parameters the values by the names in order
 */
record KeyedQuery(Map<String, List<String>> parameters) {
  /** No parameters. */
  static final KeyedQuery NONE = new KeyedQuery(Map.of());

  /**
   * Those of a request without content.
   *
   * @param counting the names of those that count, or null for all
   */
  static KeyedQuery of(HttpServletRequest request, @Nullable Set<String> counting) {
    Map<String, List<String>> parameters = new TreeMap<>();
    if (request.getQueryString() != null) {
      request
          .getParameterMap()
          .forEach(
              (name, values) -> {
                if ((counting == null || counting.contains(name)) && values.length > 0) {
                  parameters.put(name, List.of(values));
                }
              });
    }
    return new KeyedQuery(parameters);
  }

  /** As a query, in the order of the names; null where there is none. */
  @Nullable String text() {
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

  Map<String, String[]> asArrays() {
    Map<String, String[]> arrays = new LinkedHashMap<>();
    parameters.forEach((name, values) -> arrays.put(name, values.toArray(String[]::new)));
    return arrays;
  }
}
