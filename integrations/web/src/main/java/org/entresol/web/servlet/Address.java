package org.entresol.web.servlet;

import static java.util.Objects.requireNonNullElse;

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

/** The address that a URI says, as a container would read it from a request. Stateless. */
final class Address {

  private Address() {}

  /**
   * The address of a URI.
   *
   * @param counting the parameters that count, or null for all
   */
  static RouteRequest of(URI uri, @Nullable Set<String> counting) {
    String scheme = requireNonNullElse(uri.getScheme(), "http").toLowerCase(Locale.ROOT);
    Map<String, List<String>> parameters = new TreeMap<>();
    for (String part : requireNonNullElse(uri.getRawQuery(), "").split("&", -1)) {
      String[] pair = part.split("=", 2);
      String name = decoded(pair[0]);
      if (!name.isEmpty() && (counting == null || counting.contains(name))) {
        parameters
            .computeIfAbsent(name, any -> new ArrayList<>())
            .add(pair.length == 2 ? decoded(pair[1]) : "");
      }
    }
    String host = Asked.host(scheme, requireNonNullElse(uri.getHost(), ""), uri.getPort());
    return new RouteRequest(scheme, host, uri.getRawPath(), parameters);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
