package org.entresol.web.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import java.io.IOException;
import org.entresol.web.http.Headers;
import org.entresol.web.http.Refusal;

/**
 * A rendering that its handler goes on with asynchronously: the answer goes to the client as it is
 * written, and a copy of it is kept once it is complete. Thread-safe.
 */
final class Continuation {
  private static final String ATTRIBUTE = Continuation.class.getName();

  private final Watch watch;
  private final CapturedResponse response;
  private final Headers beside;
  private final Runnable completed;
  private volatile boolean begun;

  /** Whether the container was told to call somebody, and it is not known that he has returned. */
  private volatile boolean dispatched;

  /**
   * Begins as soon as the handler does.
   *
   * @param beside the fields that the client is told beside those of the handler
   * @param completed runs once the answer is complete, or will never be
   */
  Continuation(Watch watch, CapturedResponse response, Headers beside, Runnable completed) {
    this.watch = watch;
    this.response = response;
    this.beside = beside;
    this.completed = completed;
  }

  /** Whether the handler goes on when the thread of its request has left it. */
  boolean isBegun() {
    return begun;
  }

  /**
   * The handler goes on.
   *
   * @param context what it would go on with
   * @return what it goes on with
   */
  AsyncContext begin(AsyncContext context) {
    if (!begun) {
      begun = true;
      context.getRequest().setAttribute(ATTRIBUTE, this);
      // Its end is heard of even where the client is gone, to whom the answer goes from now on.
      context.addListener(new Completion(this::complete, watch::see));
      response.copy(beside);
    }
    return watched(context);
  }

  /** By what a handler goes on that has begun to. */
  AsyncContext watched(AsyncContext context) {
    return begun ? new WatchedContext(context, () -> dispatched = true) : context;
  }

  /** Whether what a handler goes on with is still seen: what it was given, or lies around it. */
  boolean isOf(ServletRequest watched, ServletRequest request, ServletResponse answer) {
    boolean asked =
        request == watched
            || (request instanceof ServletRequestWrapper around && around.isWrapperFor(watched));
    return asked
        && (answer == response
            || (answer instanceof ServletResponseWrapper around && around.isWrapperFor(response)));
  }

  private void complete() {
    if (dispatched) {
      // Nobody has told how it ended.
      watch.see(Refusal.ASYNC);
    }
    completed.run();
  }

  /**
   * Has the container's thread go on, and hears whether it fails: then the answer is a part of one.
   */
  static void goOn(ServletRequest request, ServletResponse client, FilterChain chain)
      throws IOException, ServletException {
    if (!(request.getAttribute(ATTRIBUTE) instanceof Continuation continuation)) {
      chain.doFilter(request, client);
      return;
    }
    boolean returned = false;
    try {
      continuation.dispatched = false;
      chain.doFilter(request, client);
      returned = true;
    } finally {
      if (!returned) {
        continuation.watch.see(Refusal.ERROR);
      }
    }
  }

  /** Ends what a request knows of one. */
  static void forget(ServletRequest request) {
    request.removeAttribute(ATTRIBUTE);
  }
}
