package org.entresol.web.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.entresol.web.http.Headers;
import org.entresol.web.http.Refusal;
import org.entresol.web.render.Complaint;
import org.entresol.web.render.Watch;
import org.jspecify.annotations.Nullable;

/**
 * A rendering that its handler goes on with asynchronously: the answer goes to the client as it is
 * written, and a copy of it is kept once it is complete. Where there is another to be given if it
 * fails, it goes to the client once it has not. Thread-safe.
 */
final class Continuation {
  private static final Logger LOG = System.getLogger(Continuation.class.getName());
  private static final String ATTRIBUTE = Continuation.class.getName();

  private final Watch watch;
  private final CapturedResponse response;
  private final Headers beside;
  private final @Nullable Substitute substitute;
  private final Runnable completed;
  private volatile boolean begun;

  /** Whether the container was told to call somebody, and it is not known that he has returned. */
  private volatile boolean dispatched;

  /** Whether it was ended by this: what the handler says from then on comes too late. */
  private volatile boolean over;

  private boolean substituted;

  /** Gives the client another answer in the place of one that has failed. */
  @FunctionalInterface
  interface Substitute {
    void give() throws IOException;
  }

  /**
   * Begins as soon as the handler does.
   *
   * @param beside the fields that the client is told beside those of the handler
   * @param substitute what is given if it fails; null for nothing else
   * @param completed runs once the answer is complete, or will never be
   */
  Continuation(
      Watch watch,
      CapturedResponse response,
      Headers beside,
      @Nullable Substitute substitute,
      Runnable completed) {
    this.watch = watch;
    this.response = response;
    this.beside = beside;
    this.substitute = substitute;
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
      context.addListener(new Completion(this::complete, this::fail));
      if (substitute == null) {
        response.copy(beside);
      } else {
        response.holdUntilDecided(beside);
      }
    }
    return watched(context);
  }

  /** By what a handler goes on that has begun to. */
  AsyncContext watched(AsyncContext context) {
    return begun ? new WatchedContext(context, this) : context;
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

  // ---- what the handler says

  /** The handler has the container call somebody; false if it is too late for that. */
  boolean dispatches() {
    dispatched = !over;
    return !over;
  }

  /** The handler completes it; false if it was done already. */
  boolean completes() {
    if (over) {
      return false;
    }
    settle();
    return true;
  }

  /** Before the container ends it: the client has what was said, or the other answer. */
  private synchronized void settle() {
    try {
      response.decide();
      response.leave();
      if (substitute != null && response.isDropped() && !substituted) {
        substituted = true;
        substitute.give();
      }
    } catch (IOException e) {
      watch.see(Refusal.ERROR);
      LOG.log(Level.DEBUG, "The client has not taken its answer", e);
    }
  }

  // ---- its end

  /**
   * It has failed where no container hears of it, or takes too long: ends it, as well as it may.
   */
  void end(AsyncContext context) {
    settle();
    over = true;
    try {
      context.complete();
    } catch (IllegalStateException e) {
      LOG.log(Level.DEBUG, "It was complete already", e);
    }
  }

  /** Tells whether there is another answer to be given, as nothing has been said so far. */
  private boolean fails(Refusal why) {
    boolean replaced = response.isUndecided();
    if (replaced) {
      response.drop();
    }
    watch.see(why);
    return replaced;
  }

  private void fail(Refusal why, AsyncContext context) {
    if (fails(why)) {
      end(context);
    }
  }

  private void complete() {
    if (dispatched) {
      // Nobody has told how it ended.
      watch.see(Refusal.ASYNC);
      Complaint.DISPATCHED_PAST.tell();
    }
    completed.run();
  }

  /**
   * Has the container's thread go on, and hears whether it fails: then the answer is a part of one.
   */
  static void goOn(ServletRequest request, ServletResponse client, FilterChain chain)
      throws IOException, ServletException {
    if (request.getAttribute(ATTRIBUTE) instanceof Continuation continuation) {
      continuation.dispatched = false;
      continuation.run(request, client, chain);
    } else {
      chain.doFilter(request, client);
    }
  }

  private void run(ServletRequest request, ServletResponse client, FilterChain chain)
      throws IOException, ServletException {
    try {
      chain.doFilter(request, client);
    } catch (IOException | ServletException | RuntimeException | Error e) {
      if (!fails(Refusal.ERROR) || e instanceof Error) {
        throw e;
      }
      Complaint.NOT_ANEW.of(e);
      if (request.isAsyncStarted()) {
        end(request.getAsyncContext());
        return;
      }
    }
    if (!request.isAsyncStarted()) {
      settle();
    }
  }

  /** Ends what a request knows of one. */
  static void forget(ServletRequest request) {
    request.removeAttribute(ATTRIBUTE);
  }
}
