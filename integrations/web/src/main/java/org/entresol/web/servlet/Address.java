package org.entresol.web.servlet;

import static java.util.Objects.requireNonNullElse;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.entresol.web.route.RouteRequest;
import org.jspecify.annotations.Nullable;

/** The address that a URI or a request says, as a container would read it. Stateless. */
final class Address {

  private Address() {}

  /**
   * The address of a URI.
   *
   * @param counting the parameters that count, or null for all
   */
  static RouteRequest of(URI uri, @Nullable Set<String> counting) {
    String scheme = requireNonNullElse(uri.getScheme(), "http").toLowerCase(Locale.ROOT);
    return new RouteRequest(
        scheme, host(scheme, uri), uri.getRawPath(), parameters(uri.getRawQuery(), counting));
  }

  /** The address of a request, whose content is of no account. */
  static RouteRequest of(HttpServletRequest request, @Nullable Set<String> counting) {
    return Asked.address(request, new KeyedQuery(parameters(request.getQueryString(), counting)));
  }

  /** Not every name of a host is one to a URI: one with an underscore is an authority only. */
  private static String host(String scheme, URI uri) {
    if (uri.getHost() != null) {
      return Asked.host(scheme, uri.getHost(), uri.getPort());
    }
    String all = requireNonNullElse(uri.getRawAuthority(), "");
    String authority = all.substring(all.lastIndexOf('@') + 1);
    int colon = authority.lastIndexOf(':');
    return colon >= 0 && authority.substring(colon + 1).matches("[0-9]{1,5}")
        ? Asked.host(
            scheme, authority.substring(0, colon), Integer.parseInt(authority.substring(colon + 1)))
        : Asked.host(scheme, authority, -1);
  }

  private static Map<String, List<String>> parameters(
      @Nullable String query, @Nullable Set<String> counting) {
    Map<String, List<String>> parameters = new TreeMap<>();
    for (String part : requireNonNullElse(query, "").split("&", -1)) {
      String[] pair = part.split("=", 2);
      String name = decoded(pair[0]);
      String value = pair.length == 2 ? decoded(pair[1]) : "";
      if (name != null
          && value != null
          && !name.isEmpty()
          && (counting == null || counting.contains(name))) {
        parameters.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
      }
    }
    return parameters;
  }

  /** Null for what cannot be decoded, which containers leave out. */
  private static @Nullable String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
