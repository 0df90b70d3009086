package org.entresol.web.servlet;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Objects;
import org.entresol.web.http.CacheStatus;
import org.entresol.web.http.Headers;
import org.entresol.web.http.Refusal;
import org.entresol.web.render.Complaint;
import org.entresol.web.render.Keeping;
import org.entresol.web.render.Rendering;
import org.entresol.web.render.SaidTags;
import org.entresol.web.render.Shelf;
import org.entresol.web.render.Shelf.Found;
import org.entresol.web.render.Shelf.Wish;
import org.entresol.web.render.Watch;
import org.entresol.web.route.KeyedQuery;
import org.entresol.web.store.StoredAnswer;
import org.jspecify.annotations.Nullable;

/** The request that renders what is to be kept. Used by its thread. */
final class Lead {
  private static final int SERVER_ERROR = 500;

  private final Exchange exchange;
  private final Shelf shelf;
  private final Wish wish;
  private final Found found;
  private final Rendering rendering;
  private final InstantSource clock;
  private final Keeping keeping;
  private @Nullable Continuation continuation;

  /**
   * Creates it.
   *
   * @param rendering that to which it was given leave
   */
  Lead(
      Exchange exchange,
      Shelf shelf,
      Wish wish,
      Found found,
      Rendering rendering,
      InstantSource clock) {
    this.exchange = exchange;
    this.shelf = shelf;
    this.wish = wish;
    this.found = found;
    this.rendering = rendering;
    this.clock = clock;
    this.keeping = new Keeping(shelf, wish, found, rendering, clock);
  }

  /**
   * Renders for the client, and for others.
   *
   * @param fallback what the client gets if that fails, or null
   * @param collapsed whether it has waited for another's rendering before
   */
  void render(KeyedQuery query, @Nullable StoredAnswer fallback, boolean collapsed)
      throws IOException, ServletException {
    boolean stale = found.value() != null;
    Work work = begin(query, fallback, false, collapsed);
    work.response().cacheStatus(CacheStatus.rendered(stale, collapsed, null));
    StoredAnswer answer = null;
    boolean validated = false;
    try {
      answer = run(work, fallback);
      validated = work.response().isValidated();
    } catch (IOException | ServletException | RuntimeException e) {
      boolean replaced = fallback != null && !exchange.client().isCommitted();
      // Where a part of the new answer is out, the old one would be mixed with it.
      if (!replaced || work.response().isThrough()) {
        throw e;
      }
      Complaint.NOT_ANEW.of(e);
      work.response().drop();
      endWhatGoesOn();
    } finally {
      leave();
      if (!goesOn()) {
        awaitLoad();
      }
    }
    if (answer != null) {
      give(
          answer,
          validated
              ? CacheStatus.validated(collapsed)
              : CacheStatus.rendered(stale, collapsed, null));
    } else if (fallback != null && work.response().isDropped() && !goesOn()) {
      giveStale(fallback);
    }
  }

  private void giveStale(StoredAnswer fallback) throws IOException {
    give(fallback, CacheStatus.hit(fallback.freshness().left(clock.instant())));
  }

  private boolean goesOn() {
    return continuation != null && continuation.isBegun();
  }

  /** The thread of the request leaves it: nobody waits for it any more, unless others go on. */
  void leave() {
    if (!goesOn()) {
      rendering.release();
    }
  }

  private void awaitLoad() {
    try {
      rendering.awaitLoad();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Renders for others: the client has its answer, and need not hear of a failure. */
  void renderForOthers(KeyedQuery query) {
    try {
      if (keeping.isDone()) {
        return;
      }
      Work work = begin(query, null, true, false);
      StoredAnswer old = found.value();
      if (old != null) {
        work.response().assume(old.headers().first("Content-Type"));
      }
      run(work, null);
    } catch (IOException | ServletException | RuntimeException e) {
      Complaint.NOT_ANEW.of(e);
      endWhatGoesOn();
    }
  }

  /** No container hears of the failure, and would end what was begun. */
  private void endWhatGoesOn() {
    if (continuation != null && goesOn() && exchange.request().isAsyncStarted()) {
      continuation.end(exchange.request().getAsyncContext());
    }
  }

  private void give(StoredAnswer answer, @Nullable String status) throws IOException {
    Reply.give(answer, wish.headers(), false, status, clock.instant(), exchange.client());
  }

  private Work begin(
      KeyedQuery query, @Nullable StoredAnswer fallback, boolean answered, boolean collapsed) {
    CapturedResponse[] held = new CapturedResponse[1];
    Watch watch =
        new Watch(refusal -> refuse(refusal, Objects.requireNonNull(held[0]), fallback != null));
    CapturedResponse response =
        new CapturedResponse(
            exchange.client(), exchange.request(), wish.policy().maxBody(), watch, answered);
    held[0] = response;
    StoredAnswer asked = keeping.asked();
    if (asked != null) {
      response.validates(said -> giveUnkept(asked, said));
    }
    WatchedRequest request =
        new WatchedRequest(
            exchange.request(),
            query,
            keeping.vary(),
            wish.policy().terms().byPrincipal(),
            asked == null ? Headers.NONE : keeping.conditions(asked),
            wish.policy().handler(),
            watch);
    String status = CacheStatus.rendering(found.value() != null, collapsed);
    Headers beside = Headers.of("Cache-Status", status).varyingBy(wish.policy().vary());
    HttpSession session = exchange.request().getSession(false);
    Work work = new Work(watch, request, response, new SaidTags(), asked, session);
    Continuation.Substitute stale = fallback == null ? null : () -> giveStale(fallback);
    continuation = new Continuation(watch, response, beside, stale, () -> complete(work));
    request.answeredBy(response, continuation);
    return work;
  }

  private void refuse(Refusal refusal, CapturedResponse response, boolean fallback) {
    shelf.refuse(wish, found, rendering, refusal);
    boolean failed = refusal == Refusal.ERROR && response.getStatus() >= SERVER_ERROR;
    if (failed && fallback && !response.isThrough()) {
      response.drop();
    } else {
      response.cacheStatus(CacheStatus.rendered(found.value() != null, false, refusal));
      response.release();
    }
  }

  /** Gives the client what is kept, with what its handler said of it that is not to be kept. */
  private void giveUnkept(StoredAnswer kept, Headers said) throws IOException {
    give(keeping.freshened(kept, said), null);
  }

  /**
   * Runs the handler.
   *
   * @return what is kept, and is for the client to be given; null if it has been given, or dropped
   */
  private @Nullable StoredAnswer run(Work work, @Nullable StoredAnswer fallback)
      throws IOException, ServletException {
    boolean returned = false;
    exchange.request().setAttribute(SaidTags.ATTRIBUTE, work.tags());
    try {
      exchange.answer(work.request(), work.response());
      returned = true;
    } finally {
      if (!goesOn()) {
        exchange.request().removeAttribute(SaidTags.ATTRIBUTE);
      } else if (!returned) {
        if (work.response().isUndecided()) {
          work.response().drop();
        }
        work.watch().see(Refusal.ERROR);
      }
    }
    if (goesOn()) {
      work.response().leave();
      return null;
    }
    StoredAnswer answer = keep(work, fallback);
    if (answer == null) {
      work.response().end();
    }
    return answer;
  }

  /** Has it kept, unless something is against it; null for nothing. */
  private @Nullable StoredAnswer keep(Work work, @Nullable StoredAnswer fallback) {
    Watch watch = work.watch();
    Refusal seen = watch.refusal() == null ? seen(work) : null;
    if (seen != null) {
      watch.see(seen);
    }
    return watch.refusal() == null ? keeping.keep(work.rendered(), watch, fallback) : null;
  }

  /** What the handler has done that nobody has told. */
  private @Nullable Refusal seen(Work work) {
    HttpServletRequest request = exchange.request();
    if (request.isAsyncStarted() && !work.request().goesOn()) {
      return Refusal.ASYNC;
    }
    if (work.response().wasBypassed()) {
      return Refusal.UNCAPTURED;
    }
    HttpSession session = request.getSession(false);
    HttpSession before = work.before();
    if (session != null && (before == null || !session.getId().equals(before.getId()))) {
      return Refusal.PERSONAL;
    }
    if (!wish.policy().handler().hasRendered(request::getAttribute)) {
      return Refusal.HANDLER;
    }
    return Objects.equals(Asked.principal(request), wish.principal()) ? null : Refusal.PRINCIPAL;
  }

  /** Ends what others have gone on with: the client has it, as it was written. */
  private void complete(Work work) {
    try {
      keep(work, null);
    } catch (RuntimeException e) {
      Complaint.NOT_KEPT.of(e);
    } finally {
      exchange.request().removeAttribute(SaidTags.ATTRIBUTE);
      Continuation.forget(exchange.request());
      rendering.release();
    }
  }
}
