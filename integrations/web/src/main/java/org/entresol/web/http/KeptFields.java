package org.entresol.web.http;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which fields of an answer are kept: those that say something of it to everybody. Stateless. */
public final class KeptFields {

  /** Those of one connection, of one request, and those that are made anew for each answer. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authenticate",
          "proxy-authentication-info",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "date",
          "age",
          "content-length",
          "cache-status",
          "server-timing",
          "x-request-id",
          "x-correlation-id",
          "x-trace-id",
          "x-runtime",
          "x-response-time",
          "traceparent",
          "tracestate",
          "traceresponse",
          "b3");

  private static final List<String> PREFIXES = List.of("x-b3-", "x-amzn-trace");

  private KeptFields() {}

  /** The fields of an answer that are kept. */
  public static Headers of(Headers answer) {
    Set<String> connection = new HashSet<>(answer.members("Connection"));
    return answer.without(
        name -> {
          String lower = name.toLowerCase(Locale.ROOT);
          return LEFT_OUT.contains(lower)
              || connection.contains(lower)
              || PREFIXES.stream().anyMatch(lower::startsWith);
        });
  }
}
