package org.entresol.web.reactive;

import java.net.URI;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.entresol.web.http.Headers;
import org.entresol.web.route.Address;
import org.entresol.web.route.KeyedQuery;
import org.entresol.web.route.RouteRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** What a request of WebFlux says, in plain types. Stateless. */
final class Inquiry {

  private Inquiry() {}

  /** All fields of a request or an answer. */
  static Headers headers(HttpHeaders headers) {
    List<String> fields = new ArrayList<>();
    headers.forEach(
        (name, values) -> {
          for (String value : values) {
            fields.add(name);
            fields.add(value);
          }
        });
    return new Headers(fields);
  }

  /** Whether it has content, or may have. */
  static boolean hasContent(Headers fields) {
    String length = fields.first("Content-Length");
    return (length != null && !length.equals("0")) || fields.has("Transfer-Encoding");
  }

  /**
   * Who is logged in: by the kind of the principal and the name.
   *
   * @return null for nobody; empty for somebody without a name, who cannot be told from others
   */
  static @Nullable String principal(@Nullable Principal principal) {
    if (principal == null) {
      return null;
    }
    String name = principal.getName();
    return name == null || name.isEmpty() ? "" : principal.getClass().getName() + "|" + name;
  }

  /** Where the application lies. */
  static String context(ServerHttpRequest request) {
    return request.getPath().contextPath().value();
  }

  /** Its path within the application, as it was sent. */
  static String path(ServerHttpRequest request) {
    String path = whole(request);
    String context = context(request);
    return path.startsWith(context) ? path.substring(context.length()) : path;
  }

  /** Its path, as it was sent. */
  static String whole(ServerHttpRequest request) {
    String path = request.getURI().getRawPath();
    return path == null ? "" : path;
  }

  /**
   * The parameters that count.
   *
   * @param counting their names, or null for all
   */
  static KeyedQuery query(URI uri, @Nullable Set<String> counting) {
    return uri.getRawQuery() == null
        ? KeyedQuery.NONE
        : new KeyedQuery(Address.parameters(uri.getRawQuery(), counting));
  }

  /** Its address. */
  static RouteRequest address(ServerHttpRequest request, @Nullable Set<String> counting) {
    return Address.of(request.getURI(), counting);
  }
}
