package org.entresol.web.servlet;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.Part;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.entresol.web.http.Refusal;
import org.entresol.web.render.Watch;
import org.entresol.web.route.RouteHandler;

/**
 * A request of which it is seen who handles it, and whether that asks where it comes from, for its
 * content, or for what is left of one visitor's own: none of it is a part of the key.
 */
@SuppressWarnings("NullAway") // what a container gives may be null, as its interface does not say
abstract class WatchedSource extends HttpServletRequestWrapper {

  /** Where Spring Security and containers leave what belongs to one visitor. */
  private static final Set<String> PERSONAL =
      Set.of(
          "_csrf",
          "org.springframework.security.web.csrf.CsrfToken",
          "org.springframework.security.web.csrf.DeferredCsrfToken",
          "jakarta.servlet.request.X509Certificate");

  /** Sees what is read. */
  final Watch watch;

  private final RouteHandler handler;

  WatchedSource(HttpServletRequest request, RouteHandler handler, Watch watch) {
    super(request);
    this.handler = handler;
    this.watch = watch;
  }

  // ---- attributes

  @Override
  public Object getAttribute(String name) {
    Object value = super.getAttribute(name);
    if (value != null && PERSONAL.contains(name)) {
      watch.see(Refusal.PERSONAL);
    }
    return value;
  }

  /**
   * Another handler than the route is named for is known before it runs. What one for which it is
   * includes or forwards to is seen in the end.
   */
  @Override
  public void setAttribute(String name, Object value) {
    boolean chosen = handler.hasRendered(super::getAttribute);
    super.setAttribute(name, value);
    if (!chosen && value != null && handler.isOther(name, value)) {
      watch.see(Refusal.HANDLER);
    }
  }

  // ---- where it comes from

  @Override
  public String getRemoteAddr() {
    if (!HandledEvent.isBeingTold()) {
      watch.see(Refusal.UNKEYED);
    }
    return super.getRemoteAddr();
  }

  @Override
  public String getRemoteHost() {
    watch.see(Refusal.UNKEYED);
    return super.getRemoteHost();
  }

  @Override
  public int getRemotePort() {
    watch.see(Refusal.UNKEYED);
    return super.getRemotePort();
  }

  // ---- content, of which there may be some without a length

  @Override
  public ServletInputStream getInputStream() throws IOException {
    watch.see(Refusal.BODY);
    return super.getInputStream();
  }

  @Override
  public BufferedReader getReader() throws IOException {
    watch.see(Refusal.BODY);
    return super.getReader();
  }

  @Override
  public Part getPart(String name) throws IOException, ServletException {
    watch.see(Refusal.BODY);
    return super.getPart(name);
  }

  @Override
  public Collection<Part> getParts() throws IOException, ServletException {
    watch.see(Refusal.BODY);
    return super.getParts();
  }

  @Override
  public Map<String, String> getTrailerFields() {
    watch.see(Refusal.BODY);
    return super.getTrailerFields();
  }
}
