package org.entresol.console.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask for what. A page of somebody else in a browser that reaches the server is kept out by
 * the headers {@code Host}, {@code Origin} and {@code Sec-Fetch-Site}, which it cannot choose; who
 * has no token, by that. Thread-safe.
 */
final class Guard {

  private static final int HTTP = 80;
  private static final Set<String> LOOPBACK = Set.of("localhost", "[::1]");
  private static final Set<String> OWN = Set.of("same-origin", "none");

  private final Tokens tokens;
  private final List<String> names;
  private final boolean readersNeedToken;
  private final Consumer<String> journal;

  /**
   * Creates a guard.
   *
   * @param names what the server may be called, beside the address that was connected to
   * @param readersNeedToken whether to look needs a token as well
   * @param journal is told of tokens that are none
   */
  Guard(Tokens tokens, List<String> names, boolean readersNeedToken, Consumer<String> journal) {
    this.tokens = tokens;
    this.names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    this.readersNeedToken = readersNeedToken;
    this.journal = journal;
  }

  /**
   * Refuses what was not meant for this server: a name that leads here may be anybody's.
   *
   * @throws Refusal if it was not
   */
  void requireHost(HttpExchange exchange) {
    String host = only(exchange.getRequestHeaders(), "Host");
    if (host == null || !isOwn(host.toLowerCase(Locale.ROOT), exchange.getLocalAddress())) {
      throw new Refusal(
          421,
          "this server is not called so; allowed: its address, localhost, or what --host says");
    }
  }

  /** Whether a host that was said, in small letters, is what the server may be called. */
  boolean isOwn(String host, InetSocketAddress local) {
    InetAddress address = local.getAddress();
    String literal = address.getHostAddress().replaceAll("%.*", "");
    String own = literal.contains(":") ? "[" + literal + "]" : literal;
    String port = ":" + local.getPort();
    boolean saysPort = host.endsWith(port);
    String name = saysPort ? host.substring(0, host.length() - port.length()) : host;
    // Browsers leave out the port that HTTP has anyway.
    boolean isThisPort = saysPort || local.getPort() == HTTP;
    return names.contains(host)
        || (isThisPort
            && (name.equals(own) || (address.isLoopbackAddress() && LOOPBACK.contains(name))));
  }

  /**
   * Refuses what a page of somebody else asks for, and who may not look.
   *
   * @throws Refusal that says why
   */
  void requireReader(HttpExchange exchange) {
    String site = exchange.getRequestHeaders().getFirst("Sec-Fetch-Site");
    if (site != null && !OWN.contains(site)) {
      throw new Refusal(403, "another page has asked; allowed: the page of this server");
    }
    if (readersNeedToken) {
      String unused = requireToken(exchange);
    }
  }

  /**
   * Refuses who may not change anything.
   *
   * @return the name of the token, and from where it came
   * @throws Refusal that says why
   */
  String requireChanger(HttpExchange exchange) {
    Headers headers = exchange.getRequestHeaders();
    String host = only(headers, "Host");
    String origin = only(headers, "Origin");
    if (origin == null
        || !(origin.equalsIgnoreCase("http://" + host)
            || origin.equalsIgnoreCase("https://" + host))) {
      throw new Refusal(403, "another page has asked; allowed: an Origin of this server");
    }
    requireReader(exchange);
    String type = only(headers, "Content-Type");
    if (type == null
        || !type.toLowerCase(Locale.ROOT).matches("application/json(; ?charset=utf-8)?")) {
      throw new Refusal(415, "the Content-Type is not allowed; allowed: application/json");
    }
    return requireToken(exchange);
  }

  private String requireToken(HttpExchange exchange) {
    if (tokens.isEmpty()) {
      throw new Refusal(403, "nothing can be changed here; allowed: a start with --token-file");
    }
    String header = only(exchange.getRequestHeaders(), "Authorization");
    String name = tokens.name(header);
    String from = exchange.getRemoteAddress().getAddress().getHostAddress();
    if (name == null) {
      if (header != null) {
        journal.accept("a token from %s is none of those allowed".formatted(from));
      }
      throw new Refusal(401, "there is no such token; allowed: one of those in the file");
    }
    return name + " at " + from;
  }

  /** The value of a header; null if it is not there, or several times. */
  private static @Nullable String only(Headers headers, String name) {
    List<String> values = headers.getOrDefault(name, List.of());
    return values.size() == 1 ? values.get(0) : null;
  }
}
