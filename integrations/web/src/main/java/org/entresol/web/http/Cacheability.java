package org.entresol.web.http;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What may be kept, and what may be answered from it (RFC 9111, 3). Whatever is not certain is not
 * kept. Stateless.
 */
public final class Cacheability {
  private static final Set<Integer> KEPT = Set.of(200, 203, 204, 300, 301, 308);
  private static final Set<Integer> ABSENT = Set.of(404, 410);
  private static final int SERVER_ERROR = 500;

  /**
   * Who asks is told apart by these: as a part of a key they would not keep users apart for sure.
   */
  private static final Set<String> OF_ONE_VISITOR =
      Set.of("*", "cookie", "authorization", "proxy-authorization");

  /** What goes on for as long as its client listens. */
  private static final Set<String> ENDLESS =
      Set.of(
          "text/event-stream",
          "multipart/x-mixed-replace",
          "application/x-ndjson",
          "application/ndjson",
          "application/stream+json");

  private Cacheability() {}

  /** Whether the content of a type has no end of which anybody could know. */
  public static boolean isEndless(@Nullable String type) {
    if (type == null) {
      return false;
    }
    int end = type.indexOf(';');
    String plain = end < 0 ? type : type.substring(0, end);
    return ENDLESS.contains(plain.strip().toLowerCase(Locale.ROOT));
  }

  /**
   * Why a request is neither answered from what is kept, nor its answer kept.
   *
   * @param content whether the request has content
   * @param principal whether somebody is logged in
   * @return null if it may
   */
  public static @Nullable Refusal ofRequest(
      String method, Headers headers, boolean content, boolean principal, Terms terms) {
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return Refusal.METHOD;
    }
    if (content) {
      return Refusal.BODY;
    }
    if (principal && !terms.byPrincipal()) {
      return Refusal.PRINCIPAL;
    }
    // Credentials that nobody has taken for a user's are those of nobody knows whom.
    boolean credentials = headers.has("Authorization") || headers.has("Proxy-Authorization");
    if (credentials && !principal) {
      return Refusal.AUTHORIZATION;
    }
    if (headers.has("If-Match") || headers.has("If-Unmodified-Since")) {
      return Refusal.PRECONDITION;
    }
    CacheControl control = CacheControl.of(headers);
    return control.isReadable() && !control.has("no-store") ? null : Refusal.REQUEST;
  }

  /**
   * Why an answer is not kept.
   *
   * @return null if it may be
   */
  public static @Nullable Refusal ofAnswer(int status, Headers headers, Terms terms) {
    boolean absent = ABSENT.contains(status) && !terms.absent().isZero();
    if (status >= SERVER_ERROR) {
      return Refusal.ERROR;
    }
    if (!absent && !KEPT.contains(status)) {
      return Refusal.STATUS;
    }
    if (headers.has("Set-Cookie") || headers.has("Set-Cookie2")) {
      return Refusal.COOKIE;
    }
    if (isEndless(headers.first("Content-Type"))) {
      return Refusal.STREAM;
    }
    CacheControl control = CacheControl.of(headers);
    if (!control.isReadable()
        || control.has("no-store")
        || control.has("private")
        || control.has("no-cache")
        || (headers.has("Pragma") && !headers.has("Cache-Control"))) {
      return Refusal.CONTROL;
    }
    List<String> vary = headers.members("Vary");
    if (vary.stream().anyMatch(OF_ONE_VISITOR::contains)) {
      return Refusal.VARY;
    }
    boolean encoded =
        headers.members("Content-Encoding").stream().anyMatch(it -> !it.equals("identity"));
    return encoded && !vary.contains("accept-encoding") ? Refusal.ENCODING : null;
  }
}
