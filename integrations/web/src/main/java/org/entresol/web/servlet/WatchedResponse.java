package org.entresol.web.servlet;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import org.entresol.web.http.Cacheability;
import org.entresol.web.http.Refusal;
import org.entresol.web.render.Watch;

/**
 * An answer of which it is seen whether its handler says what is never kept: cookies, trailers,
 * errors, other addresses, types of content that has no end, and addresses with the identifier of a
 * session. Used by one thread at a time.
 */
@SuppressWarnings("NullAway") // what a container takes and gives may be null, unsaid
abstract class WatchedResponse extends HeldResponse {

  /** Sees what is said. */
  final Watch watch;

  /** Whether the client has its answer already, so that this one is for nobody. */
  final boolean answered;

  WatchedResponse(
      HttpServletResponse client, HttpServletRequest request, Watch watch, boolean answered) {
    super(client, request);
    this.watch = watch;
    this.answered = answered;
  }

  @Override
  public void addCookie(Cookie cookie) {
    if (isIncluded()) {
      return;
    }
    watch.see(Refusal.COOKIE);
    if (!answered) {
      super.addCookie(cookie);
    }
  }

  @Override
  public void setTrailerFields(Supplier<Map<String, String>> supplier) {
    watch.see(Refusal.UNCAPTURED);
    if (!answered) {
      super.setTrailerFields(supplier);
    }
  }

  // ---- types

  @Override
  public void setContentType(String type) {
    super.setContentType(type);
    seeType(type);
  }

  @Override
  public void setHeader(String name, String value) {
    super.setHeader(name, value);
    seeField(name, value);
  }

  @Override
  public void addHeader(String name, String value) {
    super.addHeader(name, value);
    seeField(name, value);
  }

  private void seeField(String name, String value) {
    if (name.equalsIgnoreCase("Content-Type")) {
      seeType(value);
    }
  }

  /** Nobody waits for the end of what has none. */
  private void seeType(String type) {
    if (Cacheability.isEndless(type) && !isIncluded()) {
      watch.see(Refusal.STREAM);
    }
  }

  // ---- errors and other addresses

  /** It has failed with a status, or is what it was. */
  abstract void fail(int code);

  @Override
  public void sendError(int code) throws IOException {
    if (isIncluded()) {
      return;
    }
    fail(code);
    if (isThrough()) {
      super.sendError(code);
    }
  }

  @Override
  public void sendError(int code, String message) throws IOException {
    if (isIncluded()) {
      return;
    }
    fail(code);
    if (isThrough()) {
      super.sendError(code, message);
    }
  }

  @Override
  public void sendRedirect(String location) throws IOException {
    if (isIncluded()) {
      return;
    }
    watch.see(Refusal.STATUS);
    if (isThrough()) {
      super.sendRedirect(location);
    }
  }

  /** As of Servlet 6.1, as all others of that version end here. */
  public void sendRedirect(String location, int code, boolean clear) throws IOException {
    if (isIncluded()) {
      return;
    }
    watch.see(Refusal.STATUS);
    if (isThrough()) {
      if (clear) {
        super.resetBuffer();
      }
      super.setStatus(code);
      super.setHeader("Location", location);
      super.flushBuffer();
    }
  }

  /** As of Servlet 6.1. */
  public void sendRedirect(String location, int code) throws IOException {
    sendRedirect(location, code, true);
  }

  /** As of Servlet 6.1. */
  public void sendRedirect(String location, boolean clear) throws IOException {
    sendRedirect(location, SC_FOUND, clear);
  }

  @Override
  public String encodeURL(String url) {
    return encoded(url, super.encodeURL(url));
  }

  @Override
  public String encodeRedirectURL(String url) {
    return encoded(url, super.encodeRedirectURL(url));
  }

  private String encoded(String url, String encoded) {
    if (encoded != null && !encoded.equals(url)) {
      watch.see(Refusal.PERSONAL);
    }
    return encoded;
  }
}
