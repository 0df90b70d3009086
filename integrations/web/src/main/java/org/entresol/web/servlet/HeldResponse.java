package org.entresol.web.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.entresol.web.http.Headers;
import org.entresol.web.http.HttpDate;
import org.jspecify.annotations.Nullable;

/**
 * An answer whose head is held back, or goes through to the client. Used by one thread at a time.
 */
@SuppressWarnings("NullAway") // what a container takes and gives may be null, unsaid
abstract class HeldResponse extends HttpServletResponseWrapper {
  private final CapturedHead head = new CapturedHead();
  private final HttpServletRequest request;
  private final ServletResponse next;
  private @Nullable String assumed;

  HeldResponse(HttpServletResponse client, HttpServletRequest request) {
    super(LastResponse.of(client));
    this.request = request;
    this.next = getResponse();
  }

  /** Whether all that is said goes straight to the client. */
  abstract boolean isThrough();

  /** Whether it is held as well, as far as it is heard, of what goes straight to the client. */
  abstract boolean isCopied();

  /** Whether nothing more is taken of what is held back. */
  abstract boolean isFixed();

  /**
   * Whether what is said of the head comes of another's that is included, and does not count: then
   * Tomcat and Jetty have put something between that takes content only, and Undertow says so.
   */
  boolean isIncluded() {
    return getResponse() != next || isDeafToHead();
  }

  /** Whether the client's own hears nothing of its head, while Undertow includes. */
  boolean isDeafToHead() {
    return request.getDispatcherType() == DispatcherType.INCLUDE;
  }

  CapturedHead head() {
    return head;
  }

  /** The status that was said. */
  int said() {
    return head.status();
  }

  Headers headers() {
    return head.headers();
  }

  /** Takes the encoding of a type where none is said, as the client has its answer already. */
  void assume(@Nullable String type) {
    assumed = CapturedHead.encodingOf(type);
  }

  /** What is said of the head goes where the answer goes, and nowhere once it is fixed. */
  private void say(Runnable held, Runnable through) {
    if ((!isThrough() || isCopied()) && !isFixed() && !isIncluded()) {
      held.run();
    }
    if (isThrough()) {
      through.run();
    }
  }

  private <T> T ask(Supplier<T> held, Supplier<T> through) {
    return isThrough() ? through.get() : held.get();
  }

  @Override
  public void setStatus(int code) {
    say(() -> head.status(code), () -> super.setStatus(code));
  }

  @Override
  public int getStatus() {
    return ask(head::status, super::getStatus);
  }

  @Override
  public void setHeader(String name, String value) {
    say(() -> head.set(name, value), () -> super.setHeader(name, typed(name, value)));
  }

  /** What the client is told: nothing that its characters are not written in any more. */
  private String typed(String name, String value) {
    return isCopied() && name.equalsIgnoreCase("Content-Type") ? head.type() : value;
  }

  @Override
  public void addHeader(String name, String value) {
    say(() -> head.add(name, value), () -> super.addHeader(name, value));
  }

  @Override
  public void setIntHeader(String name, int value) {
    setHeader(name, Integer.toString(value));
  }

  @Override
  public void addIntHeader(String name, int value) {
    addHeader(name, Integer.toString(value));
  }

  @Override
  public void setDateHeader(String name, long date) {
    setHeader(name, HttpDate.format(Instant.ofEpochMilli(date)));
  }

  @Override
  public void addDateHeader(String name, long date) {
    addHeader(name, HttpDate.format(Instant.ofEpochMilli(date)));
  }

  @Override
  public boolean containsHeader(String name) {
    return (!isThrough() && headers().has(name)) || super.containsHeader(name);
  }

  @Override
  public String getHeader(String name) {
    String said = isThrough() ? null : headers().first(name);
    return said == null ? super.getHeader(name) : said;
  }

  @Override
  public Collection<String> getHeaders(String name) {
    return ask(
        () -> headers().has(name) ? valuesOf(name) : super.getHeaders(name),
        () -> super.getHeaders(name));
  }

  private Collection<String> valuesOf(String name) {
    Collection<String> values = new ArrayList<>();
    headers()
        .forEach(
            (each, value) -> {
              if (each.equalsIgnoreCase(name)) {
                values.add(value);
              }
            });
    return values;
  }

  @Override
  public Collection<String> getHeaderNames() {
    Set<String> names = new LinkedHashSet<>(super.getHeaderNames());
    if (!isThrough()) {
      headers().forEach((name, value) -> names.add(name));
    }
    return names;
  }

  @Override
  public void setContentType(String type) {
    say(
        () -> head.set("Content-Type", type),
        () -> super.setContentType(typed("Content-Type", type)));
  }

  @Override
  public String getContentType() {
    return ask(head::type, super::getContentType);
  }

  @Override
  public void setCharacterEncoding(String encoding) {
    say(
        () -> head.encoding(encoding),
        () -> super.setCharacterEncoding(isCopied() ? head.encoding() : encoding));
  }

  /** As of Servlet 6.1. */
  public void setCharacterEncoding(Charset encoding) {
    setCharacterEncoding(encoding == null ? null : encoding.name());
  }

  @Override
  public String getCharacterEncoding() {
    return ask(
        () -> head.encoding() == null ? unsaidEncoding() : head.encoding(),
        super::getCharacterEncoding);
  }

  /** The encoding where the handler says none: of the type, the container, a filter before. */
  String unsaidEncoding() {
    if (assumed != null) {
      return assumed;
    }
    if (head.type() != null) {
      super.setContentType(head.type());
    }
    return super.getCharacterEncoding();
  }

  @Override
  public void setContentLength(int length) {
    setContentLengthLong(length);
  }

  @Override
  public void setContentLengthLong(long length) {
    setHeader("Content-Length", Long.toString(length));
  }

  @Override
  public void setLocale(Locale locale) {
    say(() -> head.set("Content-Language", locale.toLanguageTag()), () -> super.setLocale(locale));
  }
}
