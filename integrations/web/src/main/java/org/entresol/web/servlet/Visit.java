package org.entresol.web.servlet;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import javax.cache.CacheException;
import org.entresol.web.http.CacheStatus;
import org.entresol.web.http.Headers;
import org.entresol.web.http.Refusal;
import org.entresol.web.render.Choice;
import org.entresol.web.render.Rendering.End;
import org.entresol.web.render.Rendering.Leave;
import org.entresol.web.render.Renderings.Place;
import org.entresol.web.render.Serving;
import org.entresol.web.render.Serving.Named;
import org.entresol.web.render.Shelf;
import org.entresol.web.render.Shelf.Found;
import org.entresol.web.render.Shelf.Wish;
import org.entresol.web.route.KeyedQuery;
import org.entresol.web.route.Route;
import org.entresol.web.store.StoredAnswer;
import org.jspecify.annotations.Nullable;

/** One request for a route: what it gets, and from where. Used by its thread. */
final class Visit {
  /** How often it is looked for what others have rendered. */
  private static final int MOST_LOOKS = 3;

  private final Exchange exchange;
  private final Shelf shelf;
  private final Route route;
  private final String path;
  private final Duration wait;
  private final InstantSource clock;
  private final Headers headers;
  private final boolean content;
  private final KeyedQuery query;
  private boolean collapsed;

  Visit(Exchange exchange, Named named, Serving serving) {
    this.exchange = exchange;
    this.shelf = named.shelf();
    this.route = named.route();
    this.path = named.path();
    this.wait = serving.patience();
    this.clock = serving.clock();
    this.headers = Asked.headers(exchange.request());
    this.content = Asked.hasContent(exchange.request());
    this.query =
        content ? KeyedQuery.NONE : Asked.query(exchange.request(), route.policy().query());
  }

  void serve() throws IOException, ServletException {
    HttpServletRequest request = exchange.request();
    String principal = Asked.principal(request);
    Refusal refusal = Serving.refusal(route, request.getMethod(), headers, content, principal);
    if (refusal != null) {
      exchange.pass(refusal);
      return;
    }
    String address = route.policy().key().of(Asked.address(request, query));
    Wish wish = new Wish(route, path, address, headers, principal);
    for (int look = 0; look < MOST_LOOKS; look++) {
      if (serve(wish)) {
        return;
      }
    }
    exchange.pass(Refusal.UNAVAILABLE);
  }

  /**
   * Serves by what there is.
   *
   * @return whether it is served; else there may be something else now
   */
  private boolean serve(Wish wish) throws IOException, ServletException {
    Found found;
    try {
      found = shelf.find(wish);
    } catch (CacheException e) {
      exchange.pass(Refusal.UNAVAILABLE);
      return true;
    }
    Instant now = clock.instant();
    Choice choice = Choice.of(found, exchange.isContentless(), now);
    if (choice instanceof Choice.Render render) {
      return render(wish, found, render.fallback());
    }
    if (choice instanceof Choice.Give give) {
      give(give.answer(), now);
      if (give.anew()) {
        revalidate(wish, found);
      }
    } else if (choice instanceof Choice.Pass pass) {
      exchange.pass(pass.why());
    }
    return true;
  }

  private void give(StoredAnswer answer, Instant now) throws IOException {
    String status = CacheStatus.hit(answer.freshness().left(now));
    Reply.give(answer, headers, exchange.isContentless(), status, now, exchange.client());
  }

  /** Renders what the client has got already, for those who come next. */
  private void revalidate(Wish wish, Found found) throws IOException {
    if (exchange.isContentless()) {
      return;
    }
    Place place = shelf.board(found);
    if (!place.leads()) {
      return;
    }
    Lead lead = new Lead(exchange, shelf, wish, found, place.rendering(), clock);
    try {
      exchange.client().flushBuffer();
      if (leave(place) == Leave.GRANTED) {
        lead.renderForOthers(query);
      }
    } finally {
      // Whatever has become of the client: the load waits for a word.
      lead.leave();
    }
  }

  private boolean render(Wish wish, Found found, @Nullable StoredAnswer fallback)
      throws IOException, ServletException {
    Place place = shelf.board(found);
    if (!place.leads()) {
      collapsed = true;
      return end(place) == End.LOOK ? false : alone(fallback);
    }
    Leave leave = leave(place);
    if (leave == Leave.GRANTED) {
      Lead lead = new Lead(exchange, shelf, wish, found, place.rendering(), clock);
      try {
        lead.render(query, fallback, collapsed);
      } finally {
        lead.leave();
      }
      return true;
    }
    return leave == Leave.NEEDLESS ? false : alone(fallback);
  }

  private boolean alone(@Nullable StoredAnswer fallback) throws IOException, ServletException {
    if (fallback == null) {
      exchange.pass(Refusal.UNAVAILABLE);
    } else {
      give(fallback, clock.instant());
    }
    return true;
  }

  private Leave leave(Place place) {
    try {
      return place.rendering().awaitLeave(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      place.rendering().release();
      return Leave.DENIED;
    }
  }

  private End end(Place place) {
    try {
      return place.rendering().awaitEnd(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return End.ALONE;
    }
  }
}
