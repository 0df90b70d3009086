package org.entresol.web.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.entresol.web.http.Headers;
import org.entresol.web.route.RouteRequest;
import org.jspecify.annotations.Nullable;

/** What a servlet's request says, in plain types. Stateless. */
final class Asked {
  private static final Map<String, Integer> PORTS = Map.of("http", 80, "https", 443);

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

  /** Its address. */
  static RouteRequest address(HttpServletRequest request, KeyedQuery query) {
    return new RouteRequest(
        request.getScheme().toLowerCase(Locale.ROOT),
        host(request.getScheme(), request.getServerName(), request.getServerPort()),
        request.getRequestURI(),
        query.parameters());
  }

  /** A host with its port, where that is not the one of the scheme. */
  static String host(String scheme, String name, int port) {
    String lower = name.toLowerCase(Locale.ROOT);
    boolean usual =
        port < 0 || Integer.valueOf(port).equals(PORTS.get(scheme.toLowerCase(Locale.ROOT)));
    return usual ? lower : lower + ":" + port;
  }
}
