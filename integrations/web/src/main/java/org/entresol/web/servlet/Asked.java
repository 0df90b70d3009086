package org.entresol.web.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.entresol.web.http.Headers;
import org.entresol.web.render.Changes;
import org.entresol.web.route.Address;
import org.entresol.web.route.KeyedQuery;
import org.entresol.web.route.RouteRequest;
import org.jspecify.annotations.Nullable;

/** What a servlet's request says, in plain types. Stateless. */
final class Asked {
  private Asked() {}

  /** All its fields. */
  static Headers headers(HttpServletRequest request) {
    List<String> fields = new ArrayList<>();
    Enumeration<String> names = request.getHeaderNames();
    while (names.hasMoreElements()) {
      String name = names.nextElement();
      Enumeration<String> values = request.getHeaders(name);
      while (values.hasMoreElements()) {
        fields.add(name);
        fields.add(values.nextElement());
      }
    }
    return new Headers(fields);
  }

  /** Whether it has content, or may have. */
  static boolean hasContent(HttpServletRequest request) {
    return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
  }

  /**
   * Who is logged in: by the kind of the principal, how they were authenticated, and the name, as
   * several providers may give the same name.
   *
   * @return null for nobody; empty for somebody without a name, who cannot be told from others
   */
  static @Nullable String principal(HttpServletRequest request) {
    Principal principal = request.getUserPrincipal();
    String name = principal == null ? request.getRemoteUser() : principal.getName();
    if (principal == null && name == null) {
      return null;
    }
    if (name == null || name.isEmpty()) {
      return "";
    }
    String kind = principal == null ? "" : principal.getClass().getName();
    return kind + "|" + request.getAuthType() + "|" + name;
  }

  /** Its path within the application, as it was sent. */
  static String path(HttpServletRequest request) {
    String path = request.getRequestURI();
    String context = request.getContextPath();
    return path.startsWith(context) ? path.substring(context.length()) : path;
  }

  /**
   * The parameters that count of a request without content.
   *
   * @param counting the names of those that count, or null for all
   */
  static KeyedQuery query(HttpServletRequest request, @Nullable Set<String> counting) {
    if (request.getQueryString() == null) {
      return KeyedQuery.NONE;
    }
    Map<String, List<String>> parameters = new TreeMap<>();
    request
        .getParameterMap()
        .forEach(
            (name, values) -> {
              if ((counting == null || counting.contains(name)) && values.length > 0) {
                parameters.put(name, List.of(values));
              }
            });
    return new KeyedQuery(parameters);
  }

  /** Its address. */
  static RouteRequest address(HttpServletRequest request, KeyedQuery query) {
    return new RouteRequest(
        request.getScheme().toLowerCase(Locale.ROOT),
        Address.host(request.getScheme(), request.getServerName(), request.getServerPort()),
        request.getRequestURI(),
        query.parameters());
  }

  /** Its address, where its content is of no account. */
  static RouteRequest address(HttpServletRequest request, @Nullable Set<String> counting) {
    return address(request, new KeyedQuery(Address.parameters(request.getQueryString(), counting)));
  }

  /** All of its address; null if that is none. */
  static @Nullable URI uri(HttpServletRequest request) {
    return Changes.uri(address(request, KeyedQuery.NONE), request.getQueryString());
  }
}
