package org.entresol.web.reactive;

import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import javax.cache.CacheException;
import org.entresol.web.http.CacheStatus;
import org.entresol.web.http.Headers;
import org.entresol.web.http.Refusal;
import org.entresol.web.render.Choice;
import org.entresol.web.render.Rendering;
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
import org.entresol.web.route.RouteRequest;
import org.entresol.web.store.StoredAnswer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/** One request for a route: what it gets, and from where. Used once. */
final class Errand {
  /** How often it is looked for what others have rendered. */
  private static final int MOST_LOOKS = 3;

  private final Call call;
  private final Shelf shelf;
  private final Route route;
  private final String path;
  private final Duration patience;
  private final InstantSource clock;
  private final ServerHttpRequest request;
  private final Headers headers;
  private volatile boolean collapsed;

  Errand(Call call, Named named, Serving serving) {
    this.call = call;
    this.shelf = named.shelf();
    this.route = named.route();
    this.path = named.path();
    this.patience = serving.patience();
    this.clock = serving.clock();
    this.request = call.exchange().getRequest();
    this.headers = Inquiry.headers(request.getHeaders());
  }

  Mono<Void> serve() {
    return call.exchange()
        .<Principal>getPrincipal()
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty())
        .flatMap(principal -> serve(Inquiry.principal(principal.orElse(null))));
  }

  private Mono<Void> serve(@Nullable String principal) {
    boolean content = Inquiry.hasContent(headers);
    Refusal refusal =
        Serving.refusal(route, request.getMethod().name(), headers, content, principal);
    if (refusal == null && headers.has("Upgrade")) {
      // It may go on as something else, past its answer.
      refusal = Refusal.ASYNC;
    }
    if (refusal != null) {
      return call.pass(refusal);
    }
    RouteRequest address = Inquiry.address(request, route.policy().query());
    String key = route.policy().key().of(address);
    return look(new Wish(route, path, key, headers, principal), 1);
  }

  /** Serves by what there is; there may be something else after a while. */
  private Mono<Void> look(Wish wish, int looks) {
    if (looks > MOST_LOOKS) {
      return call.pass(Refusal.UNAVAILABLE);
    }
    return Call.waiting(() -> shelf.find(wish))
        .map(Optional::of)
        .onErrorReturn(CacheException.class, Optional.empty())
        .flatMap(
            found ->
                found.isEmpty() ? call.pass(Refusal.UNAVAILABLE) : serve(wish, found.get(), looks));
  }

  private Mono<Void> serve(Wish wish, Found found, int looks) {
    Instant now = clock.instant();
    Choice choice = Choice.of(found, call.isContentless(), now);
    if (choice instanceof Choice.Give give) {
      Mono<Void> given = give(give.answer(), now);
      boolean anew = give.anew() && !call.isContentless();
      return anew ? given.then(begun(revalidate(wish, found))) : given;
    }
    if (choice instanceof Choice.Render render) {
      return render(wish, found, render.fallback(), looks);
    }
    return call.pass(choice instanceof Choice.Pass pass ? pass.why() : Refusal.UNAVAILABLE);
  }

  private Mono<Void> give(StoredAnswer answer, Instant now) {
    return call.give(answer, headers, CacheStatus.hit(answer.freshness().left(now)), now);
  }

  /** Goes on by itself: the client has its answer, and may close its connection. */
  private static Mono<Void> begun(Mono<Void> other) {
    return Mono.deferContextual(
        context -> {
          other.contextWrite(context).subscribe();
          return Mono.empty();
        });
  }

  /** Renders what the client has got already, for those who come next. */
  private Mono<Void> revalidate(Wish wish, Found found) {
    return Mono.defer(
        () -> {
          Place place = shelf.board(found);
          if (!place.leads()) {
            return Mono.empty();
          }
          Rendering rendering = place.rendering();
          return Call.after(rendering.leaveWithin(patience))
              .filter(leave -> leave == Leave.GRANTED)
              .flatMap(leave -> performance(wish, found, rendering).renderForOthers())
              .doFinally(any -> rendering.release());
        });
  }

  private Mono<Void> render(Wish wish, Found found, @Nullable StoredAnswer fallback, int looks) {
    Place place = shelf.board(found);
    Rendering rendering = place.rendering();
    if (!place.leads()) {
      collapsed = true;
      return Call.after(rendering.endWithin(patience))
          .flatMap(end -> end == End.LOOK ? look(wish, looks + 1) : alone(fallback));
    }
    // Whatever becomes of the client: the load waits for a word.
    return Call.after(rendering.leaveWithin(patience))
        .flatMap(
            leave ->
                switch (leave) {
                  case GRANTED -> performance(wish, found, rendering).render(fallback, collapsed);
                  case NEEDLESS -> look(wish, looks + 1);
                  case DENIED -> alone(fallback);
                })
        .doFinally(any -> rendering.release());
  }

  private Performance performance(Wish wish, Found found, Rendering rendering) {
    KeyedQuery query = Inquiry.query(request.getURI(), route.policy().query());
    return new Performance(call, query, shelf, wish, found, rendering, clock);
  }

  private Mono<Void> alone(@Nullable StoredAnswer fallback) {
    return fallback == null ? call.pass(Refusal.UNAVAILABLE) : give(fallback, clock.instant());
  }
}
