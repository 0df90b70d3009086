package org.entresol.web.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Set;
import javax.cache.CacheException;
import org.entresol.time.Clock;
import org.entresol.time.Reminder;
import org.entresol.web.http.AnswerTags;
import org.entresol.web.http.EntityTag;
import org.jspecify.annotations.Nullable;

/**
 * Requests with the method {@code PURGE}: what has the token drops the answers of its own address,
 * or those with the tags that it says by {@code Cache-Tag}. Such requests never reach the
 * application. Where a request comes from guards nothing, as a proxy on the same machine comes from
 * there too. Thread-safe.
 */
public final class Purging {
  private static final Logger LOG = System.getLogger(Purging.class.getName());
  private static final Reminder COMPLAINT = new Reminder(Duration.ofMinutes(1), Clock.system());
  private static final String METHOD = "PURGE";
  private static final String TOKEN = "Purge-Token";

  /** Fewer characters can be guessed. */
  private static final int SHORTEST = 16;

  private final byte[] token;
  private final Changes changes;

  /**
   * Creates it.
   *
   * @param token what requests have to bring in the field {@code Purge-Token}
   * @throws IllegalArgumentException if it is too short, or cannot stand in a field
   */
  public Purging(String token, Changes changes) {
    if (token.length() < SHORTEST || !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException(
          ("a token of %d characters to purge by is not allowed; allowed: %d or more of ASCII,"
                  + " without blanks")
              .formatted(token.length(), SHORTEST));
    }
    this.token = digest(token);
    this.changes = changes;
  }

  /** A digest, so that not even the length is told by how long it takes to compare. */
  private static byte[] digest(String text) {
    return EntityTag.digest(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether a request is one. */
  static boolean isAskedBy(HttpServletRequest request) {
    return request.getMethod().equals(METHOD);
  }

  /** Does what a request asks, if it may. */
  void serve(HttpServletRequest request, HttpServletResponse response) {
    response.setContentLength(0);
    response.setHeader("Cache-Control", "no-store");
    response.setStatus(status(request));
  }

  private int status(HttpServletRequest request) {
    String said = request.getHeader(TOKEN);
    if (!MessageDigest.isEqual(token, digest(said == null ? "" : said))) {
      complain("A request to purge has no token, or a wrong one: " + request.getRemoteAddr(), null);
      return HttpServletResponse.SC_FORBIDDEN;
    }
    try {
      return request.getHeader(AnswerTags.CACHE_TAG) == null
          ? purgeAddress(request)
          : purgeTags(request);
    } catch (CacheException e) {
      complain("What was to be purged could not be dropped from its cache", e);
      return HttpServletResponse.SC_SERVICE_UNAVAILABLE;
    }
  }

  private int purgeAddress(HttpServletRequest request) {
    URI own = Changes.own(request);
    boolean found = own != null && changes.purge(own, request.getContextPath());
    return found ? HttpServletResponse.SC_NO_CONTENT : HttpServletResponse.SC_NOT_FOUND;
  }

  private int purgeTags(HttpServletRequest request) {
    Set<String> tags = AnswerTags.of(Asked.headers(request));
    if (tags.isEmpty() || !AnswerTags.areAllowed(tags)) {
      return HttpServletResponse.SC_BAD_REQUEST;
    }
    changes.purgeTags(tags);
    return HttpServletResponse.SC_NO_CONTENT;
  }

  private static void complain(String what, @Nullable Exception cause) {
    if (COMPLAINT.isDue()) {
      LOG.log(Level.WARNING, what, cause);
    }
  }
}
