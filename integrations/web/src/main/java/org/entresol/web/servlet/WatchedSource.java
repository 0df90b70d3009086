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
import org.entresol.web.http.Refusal;

/**
 * A request of which it is seen whether its handler asks where it comes from, or for its content:
 * neither is a part of the key.
 */
@SuppressWarnings("NullAway") // what a container gives may be null, as its interface does not say
abstract class WatchedSource extends HttpServletRequestWrapper {

  /** Sees what is read. */
  final Watch watch;

  WatchedSource(HttpServletRequest request, Watch watch) {
    super(request);
    this.watch = watch;
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
