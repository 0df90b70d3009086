package org.entresol.web.servlet;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;

/**
 * A listener of a handler that goes on asynchronously: what it does with the context of an event is
 * heard of as well. Thread-safe, as far as the listener is.
 *
 * @param listener the handler's
 * @param continuation hears of it
 */
record WatchedListener(AsyncListener listener, Continuation continuation) implements AsyncListener {
  private AsyncEvent watched(AsyncEvent event) {
    return new AsyncEvent(
        continuation.watched(event.getAsyncContext()),
        event.getSuppliedRequest(),
        event.getSuppliedResponse(),
        event.getThrowable());
  }

  @Override
  public void onComplete(AsyncEvent event) throws IOException {
    listener.onComplete(watched(event));
  }

  @Override
  public void onTimeout(AsyncEvent event) throws IOException {
    listener.onTimeout(watched(event));
  }

  @Override
  public void onError(AsyncEvent event) throws IOException {
    listener.onError(watched(event));
  }

  @Override
  public void onStartAsync(AsyncEvent event) throws IOException {
    listener.onStartAsync(watched(event));
  }
}
