package org.entresol.web.route;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The maker of the keys under which the answers of a route lie. Requests that differ in their keys
 * never share an answer; requests with the same key do, unless the answers vary by fields of the
 * request, or by users. Thread-safe; may not throw.
 */
@FunctionalInterface
public interface RouteKey {

  /**
   * The default: scheme, host, path and the parameters that count.
   *
   * <p>The order of parameters does not matter, that of the values of one of them does.
   */
  RouteKey ADDRESS =
      request ->
          request.scheme()
              + "|"
              + request.host()
              + "|"
              + escaped(request.path())
              + "|"
              + (request.parameters().isEmpty() ? "" : query(request.parameters()));

  /** The key of an address; not null. */
  String of(RouteRequest request);

  private static String query(Map<String, List<String>> parameters) {
    return parameters.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .flatMap(
            each ->
                each.getValue().stream()
                    .map(value -> escaped(each.getKey()) + "=" + escaped(value)))
        .collect(Collectors.joining("&"));
  }

  private static String escaped(String text) {
    for (int i = 0; i < text.length(); i++) {
      if ("%|&=".indexOf(text.charAt(i)) >= 0) {
        return text.replace("%", "%25").replace("|", "%7C").replace("&", "%26").replace("=", "%3D");
      }
    }
    return text;
  }
}
