package org.entresol.web.servlet;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The fields of a request that change what applications render, or for whom, without being a part
 * of the address: what is rendered after one of them was read is not kept, unless answers vary by
 * it. Stateless.
 */
final class Unkeyed {
  private static final Set<String> NAMES =
      Set.of(
          "authorization",
          "proxy-authorization",
          "forwarded",
          "base-url",
          "front-end-https",
          "request-uri",
          "client-ip",
          "true-client-ip",
          "x-host",
          "x-real-ip",
          "x-client-ip",
          "x-cluster-client-ip",
          "x-scheme",
          "x-url-scheme",
          "x-http-destinationurl",
          "x-http-host-override",
          "x-http-method",
          "x-http-method-override",
          "x-method-override",
          "x-proxyuser-ip",
          "x-wap-profile",
          "x-api-key",
          "x-nonce");

  private static final List<String> PREFIXES =
      List.of(
          "x-forwarded-",
          "x-forward-",
          "x-original-",
          "x-rewrite-",
          "x-auth",
          "x-user",
          "x-remote-",
          "x-csrf",
          "x-xsrf",
          "x-session",
          "x-token",
          "x-access-token",
          "x-id-token",
          "x-jwt",
          "x-amzn-oidc-",
          "x-goog-authenticated-",
          "x-goog-iap-",
          "x-ms-client-principal",
          "x-ms-token-",
          "cf-access-",
          "remote-",
          "ssl-client-");

  private Unkeyed() {}

  /** Whether a field is one of them. */
  static boolean is(String field) {
    String lower = field.toLowerCase(Locale.ROOT);
    return NAMES.contains(lower) || PREFIXES.stream().anyMatch(lower::startsWith);
  }
}
