package org.entresol.web.render;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import javax.cache.CacheException;
import org.entresol.web.http.AnswerTags;
import org.entresol.web.http.EntityTag;
import org.entresol.web.http.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Requests with the method {@code PURGE}: what has the token drops the answers of its own address,
 * or those with the tags that it says by {@code Cache-Tag}. Such requests never reach the
 * application. Where a request comes from guards nothing, as a proxy on the same machine comes from
 * there too. Thread-safe.
 */
public final class Purging {
  private static final String METHOD = "PURGE";
  private static final int DONE = 204;
  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;
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

  /** Whether a request with a method is one. */
  public static boolean isAskedBy(String method) {
    return method.equals(METHOD);
  }

  /**
   * A request to purge.
   *
   * @param fields its fields
   * @param own its address; null if that cannot be read
   * @param context where the application lies
   * @param client where it comes from, for messages
   */
  public record Order(Headers fields, @Nullable URI own, String context, String client) {}

  /**
   * Does what a request asks, if it may.
   *
   * @return the status of its answer, which has no content
   */
  public int serve(Order order) {
    String said = order.fields.first(TOKEN);
    if (!MessageDigest.isEqual(token, digest(said == null ? "" : said))) {
      Complaint.WRONG_TOKEN.of(order.client);
      return FORBIDDEN;
    }
    try {
      return order.fields.has(AnswerTags.CACHE_TAG) ? purgeTags(order) : purgeAddress(order);
    } catch (CacheException e) {
      Complaint.NOT_PURGED.of(e);
      return UNAVAILABLE;
    }
  }

  private int purgeAddress(Order order) {
    URI own = order.own;
    return own != null && changes.purge(own, order.context) ? DONE : NOT_FOUND;
  }

  private int purgeTags(Order order) {
    Set<String> tags = AnswerTags.of(order.fields);
    if (tags.isEmpty() || !AnswerTags.areAllowed(tags)) {
      return BAD_REQUEST;
    }
    changes.purgeTags(tags);
    return DONE;
  }
}
