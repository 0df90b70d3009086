package org.entresol.web.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;

/**
 * What a handler goes on with asynchronously, and has the container call others by. Thread-safe.
 *
 * @param context the container's
 * @param continuation hears of it before the container does
 */
record WatchedContext(AsyncContext context, Continuation continuation) implements AsyncContext {
  @Override
  public void dispatch() {
    if (continuation.dispatches()) {
      context.dispatch();
    }
  }

  @Override
  public void dispatch(String path) {
    if (continuation.dispatches()) {
      context.dispatch(path);
    }
  }

  @Override
  public void dispatch(ServletContext application, String path) {
    if (continuation.dispatches()) {
      context.dispatch(application, path);
    }
  }

  @Override
  public ServletRequest getRequest() {
    return context.getRequest();
  }

  @Override
  public ServletResponse getResponse() {
    return context.getResponse();
  }

  @Override
  public boolean hasOriginalRequestAndResponse() {
    return context.hasOriginalRequestAndResponse();
  }

  @Override
  public void complete() {
    if (continuation.completes()) {
      context.complete();
    }
  }

  @Override
  public void start(Runnable task) {
    context.start(task);
  }

  @Override
  public void addListener(AsyncListener listener) {
    context.addListener(new WatchedListener(listener, continuation));
  }

  @Override
  public void addListener(
      AsyncListener listener, ServletRequest request, ServletResponse response) {
    context.addListener(new WatchedListener(listener, continuation), request, response);
  }

  @Override
  public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
    return context.createListener(type);
  }

  @Override
  public void setTimeout(long millis) {
    context.setTimeout(millis);
  }

  @Override
  public long getTimeout() {
    return context.getTimeout();
  }
}
