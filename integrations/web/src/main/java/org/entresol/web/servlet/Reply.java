package org.entresol.web.servlet;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.entresol.web.http.ByteRange;
import org.entresol.web.http.Conditions;
import org.entresol.web.http.Headers;
import org.entresol.web.http.HttpDate;
import org.entresol.web.store.StoredAnswer;
import org.jspecify.annotations.Nullable;

/**
 * The giving of an answer that is kept: as a whole, in part, or not at all where it is known.
 * Stateless.
 */
final class Reply {
  private static final int OK = 200;

  /** What is said of an answer that the client has already. */
  private static final Set<String> NOT_MODIFIED =
      Set.of(
          "cache-control",
          "content-location",
          "etag",
          "expires",
          "last-modified",
          "vary",
          "access-control-allow-origin",
          "access-control-allow-credentials",
          "access-control-expose-headers");

  /** What stands beside that which filters before have said. */
  private static final Set<String> LISTS = Set.of("vary", "link");

  private Reply() {}

  /**
   * Gives an answer.
   *
   * @param request the fields of the request
   * @param contentless whether only the head was asked for
   * @param cacheStatus what is said of the cache; null where it is said already
   */
  static void give(
      StoredAnswer answer,
      Headers request,
      boolean contentless,
      @Nullable String cacheStatus,
      Instant now,
      HttpServletResponse client)
      throws IOException {
    Headers kept = answer.headers();
    if (cacheStatus != null) {
      client.addHeader("Cache-Status", cacheStatus);
    }
    long age = answer.freshness().age(now);
    if ((cacheStatus != null && cacheStatus.contains("; hit")) || age > 0) {
      client.setHeader("Age", Long.toString(age));
      client.setHeader("Date", HttpDate.format(Instant.ofEpochMilli(answer.freshness().born())));
    }
    if (answer.status() == OK && Conditions.isNotModified(request, kept)) {
      client.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      say(kept.without(name -> !NOT_MODIFIED.contains(name.toLowerCase(Locale.ROOT))), client);
      return;
    }
    byte[] content = answer.content();
    ByteRange range =
        answer.status() == OK && !contentless
            ? Conditions.range(request, kept, content.length)
            : null;
    if (range != null && !range.isSatisfiable()) {
      client.setStatus(HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE);
      client.setHeader("Content-Range", "bytes */" + content.length);
      client.setContentLength(0);
      return;
    }
    client.setStatus(range == null ? answer.status() : HttpServletResponse.SC_PARTIAL_CONTENT);
    say(kept, client);
    if (range == null) {
      write(content, new ByteRange(0, content.length), contentless, client);
    } else {
      client.setHeader(
          "Content-Range",
          "bytes %d-%d/%d".formatted(range.from(), range.to() - 1, content.length));
      write(content, range, contentless, client);
    }
  }

  private static void say(Headers headers, HttpServletResponse client) {
    Set<String> said = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach(
        (name, value) -> {
          if (LISTS.contains(name.toLowerCase(Locale.ROOT))) {
            if (!client.getHeaders(name).contains(value)) {
              client.addHeader(name, value);
            }
          } else if (said.add(name)) {
            client.setHeader(name, value);
          } else {
            client.addHeader(name, value);
          }
        });
  }

  private static void write(
      byte[] content, ByteRange part, boolean contentless, HttpServletResponse client)
      throws IOException {
    int length = part.to() - part.from();
    if (client.getStatus() != HttpServletResponse.SC_NO_CONTENT) {
      client.setContentLength(length);
    }
    if (!contentless && length > 0) {
      client.getOutputStream().write(content, part.from(), length);
    }
  }
}
