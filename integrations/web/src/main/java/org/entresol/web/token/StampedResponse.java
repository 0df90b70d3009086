package org.entresol.web.token;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.function.Supplier;

/**
 * An answer that gets one more field before the first of its content can be sent. Used by one
 * thread at a time.
 */
public final class StampedResponse extends HttpServletResponseWrapper {

  private final String field;
  private final Supplier<String> value;
  private boolean isStamped;

  /**
   * Creates the answer to a client.
   *
   * @param field the name of the field
   * @param value asked for once; empty for no field
   */
  public StampedResponse(HttpServletResponse client, String field, Supplier<String> value) {
    super(client);
    this.field = field;
    this.value = value;
  }

  /** Sets the field, unless it was, or it is too late. */
  public void stamp() {
    if (isStamped || isCommitted()) {
      return;
    }
    isStamped = true;
    String stamp = value.get();
    if (!stamp.isEmpty()) {
      setHeader(field, stamp);
    }
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    stamp();
    return super.getOutputStream();
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    stamp();
    return super.getWriter();
  }

  @Override
  public void flushBuffer() throws IOException {
    stamp();
    super.flushBuffer();
  }

  @Override
  public void sendError(int status) throws IOException {
    stamp();
    super.sendError(status);
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    stamp();
    super.sendError(status, message);
  }

  @Override
  public void sendRedirect(String location) throws IOException {
    stamp();
    super.sendRedirect(location);
  }

  /** As of Servlet 6.1. */
  public void sendRedirect(String location, int code) throws IOException {
    sendRedirect(location, code, true);
  }

  /** As of Servlet 6.1. */
  public void sendRedirect(String location, boolean clear) throws IOException {
    sendRedirect(location, SC_FOUND, clear);
  }

  /** As of Servlet 6.1. */
  public void sendRedirect(String location, int code, boolean clear) throws IOException {
    if (clear) {
      resetBuffer();
    }
    setStatus(code);
    setHeader("Location", location);
    flushBuffer();
  }

  /** What was to be said is no more, so the field is due again. */
  @Override
  public void reset() {
    super.reset();
    isStamped = false;
  }
}
