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
 * @param dispatching runs before the container is told to call somebody
 */
record WatchedContext(AsyncContext context, Runnable dispatching) implements AsyncContext {
  @Override
  public void dispatch() {
    dispatching.run();
    context.dispatch();
  }

  @Override
  public void dispatch(String path) {
    dispatching.run();
    context.dispatch(path);
  }

  @Override
  public void dispatch(ServletContext application, String path) {
    dispatching.run();
    context.dispatch(application, path);
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
    context.complete();
  }

  @Override
  public void start(Runnable task) {
    context.start(task);
  }

  @Override
  public void addListener(AsyncListener listener) {
    context.addListener(listener);
  }

  @Override
  public void addListener(
      AsyncListener listener, ServletRequest request, ServletResponse response) {
    context.addListener(listener, request, response);
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
