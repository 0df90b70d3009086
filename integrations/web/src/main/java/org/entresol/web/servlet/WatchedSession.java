package org.entresol.web.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpSession;
import java.util.Enumeration;

/**
 * A session that tells when something of it is read or written, as what is rendered then is one
 * visitor's own. That there is a session says nothing yet: frameworks look for one at every
 * request. Used by one thread.
 */
final class WatchedSession implements HttpSession {
  private final HttpSession session;
  private final Runnable personal;

  WatchedSession(HttpSession session, Runnable personal) {
    this.session = session;
    this.personal = personal;
  }

  @Override
  public Object getAttribute(String name) {
    Object value = session.getAttribute(name);
    if (value != null) {
      personal.run();
    }
    return value;
  }

  @Override
  public Enumeration<String> getAttributeNames() {
    personal.run();
    return session.getAttributeNames();
  }

  @Override
  public String getId() {
    if (!HandledEvent.isBeingTold()) {
      personal.run();
    }
    return session.getId();
  }

  @Override
  public void setAttribute(String name, Object value) {
    personal.run();
    session.setAttribute(name, value);
  }

  @Override
  public void removeAttribute(String name) {
    personal.run();
    session.removeAttribute(name);
  }

  @Override
  public void invalidate() {
    personal.run();
    session.invalidate();
  }

  @Override
  public boolean isNew() {
    return session.isNew();
  }

  @Override
  public long getCreationTime() {
    return session.getCreationTime();
  }

  @Override
  public long getLastAccessedTime() {
    return session.getLastAccessedTime();
  }

  @Override
  public ServletContext getServletContext() {
    return session.getServletContext();
  }

  @Override
  public void setMaxInactiveInterval(int interval) {
    session.setMaxInactiveInterval(interval);
  }

  @Override
  public int getMaxInactiveInterval() {
    return session.getMaxInactiveInterval();
  }
}
