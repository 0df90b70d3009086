package org.entresol.web.servlet;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import org.entresol.web.http.ByteRange;
import org.entresol.web.http.Headers;
import org.entresol.web.render.Given;
import org.entresol.web.store.StoredAnswer;
import org.jspecify.annotations.Nullable;

/** The giving of an answer that is kept to the client of a servlet. Stateless. */
final class Reply {

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
    Given given = Given.of(answer, request, contentless, cacheStatus, now);
    client.setStatus(given.status());
    given.say(new Fields(client));
    if (given.length() >= 0) {
      client.setContentLength(given.length());
    }
    ByteRange part = given.part();
    if (part != null && part.isSatisfiable()) {
      client.getOutputStream().write(given.content(), part.from(), part.to() - part.from());
    }
  }

  /** The fields of a servlet's answer. */
  private record Fields(HttpServletResponse client) implements Given.Client {
    @Override
    public boolean has(String name, String value) {
      return client.getHeaders(name).contains(value);
    }

    @Override
    public void set(String name, String value) {
      client.setHeader(name, value);
    }

    @Override
    public void add(String name, String value) {
      client.addHeader(name, value);
    }
  }
}
