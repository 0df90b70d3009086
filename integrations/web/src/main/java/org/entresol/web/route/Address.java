package org.entresol.web.route;

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
import org.jspecify.annotations.Nullable;

/** The address that a URI says, as a container would read it. Stateless. */
public final class Address {
  private static final Map<String, Integer> PORTS = Map.of("http", 80, "https", 443);

  private Address() {}

  /**
   * The address of a URI.
   *
   * @param counting the parameters that count, or null for all
   */
  public static RouteRequest of(URI uri, @Nullable Set<String> counting) {
    String scheme = requireNonNullElse(uri.getScheme(), "http").toLowerCase(Locale.ROOT);
    return new RouteRequest(
        scheme, host(scheme, uri), uri.getRawPath(), parameters(uri.getRawQuery(), counting));
  }

  /** A host with its port, where that is not the one of the scheme; in lower case. */
  public static String host(String scheme, String name, int port) {
    String lower = name.toLowerCase(Locale.ROOT);
    boolean usual =
        port < 0 || Integer.valueOf(port).equals(PORTS.get(scheme.toLowerCase(Locale.ROOT)));
    return usual ? lower : lower + ":" + port;
  }

  /** Not every name of a host is one to a URI: one with an underscore is an authority only. */
  private static String host(String scheme, URI uri) {
    if (uri.getHost() != null) {
      return host(scheme, uri.getHost(), uri.getPort());
    }
    String all = requireNonNullElse(uri.getRawAuthority(), "");
    String authority = all.substring(all.lastIndexOf('@') + 1);
    int colon = authority.lastIndexOf(':');
    return colon >= 0 && authority.substring(colon + 1).matches("[0-9]{1,5}")
        ? host(
            scheme, authority.substring(0, colon), Integer.parseInt(authority.substring(colon + 1)))
        : host(scheme, authority, -1);
  }

  /**
   * The parameters of a query, by their names in order.
   *
   * @param counting the names of those that count, or null for all
   */
  public static Map<String, List<String>> parameters(
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
