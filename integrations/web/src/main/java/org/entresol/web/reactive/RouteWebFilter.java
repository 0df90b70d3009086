package org.entresol.web.reactive;

import java.util.Set;
import org.entresol.web.http.Refusal;
import org.entresol.web.render.Changes;
import org.entresol.web.render.Purging;
import org.entresol.web.render.Serving;
import org.entresol.web.render.Serving.Named;
import org.entresol.web.route.RouteRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * The filter that gives what is kept of routes, and keeps what is rendered for them. All requests
 * for other paths go by it. No thread of the server's waits in it. Thread-safe.
 */
public final class RouteWebFilter implements WebFilter {
  private static final String WITHIN = RouteWebFilter.class.getName();
  private static final int OK = 200;

  private final Serving serving;

  /**
   * Creates a filter.
   *
   * @param serving what it serves by
   */
  public RouteWebFilter(Serving serving) {
    this.serving = serving;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    ServerHttpRequest request = exchange.getRequest();
    String method = request.getMethod().name();
    Purging purging = serving.purging();
    if (purging != null && Purging.isAskedBy(method)) {
      return purge(exchange, purging);
    }
    Named named =
        exchange.getAttributes().containsKey(WITHIN)
            ? null
            : serving.named(Inquiry.whole(request), Inquiry.path(request));
    if (named == null) {
      return chain.filter(exchange);
    }
    // A filter that stands twice in a chain works once.
    exchange.getAttributes().put(WITHIN, true);
    Call call = new Call(exchange, chain, named.route().policy().showTags());
    if (Changes.mayComeOf(method)) {
      // Whoever is told that it has changed finds it so.
      exchange.getResponse().beforeCommit(() -> changed(exchange));
      return call.pass(Refusal.METHOD);
    }
    return new Errand(call, named, serving).serve();
  }

  private Mono<Void> purge(ServerWebExchange exchange, Purging purging) {
    ServerHttpRequest request = exchange.getRequest();
    Purging.Order order =
        new Purging.Order(
            Inquiry.headers(request.getHeaders()),
            request.getURI(),
            Inquiry.context(request),
            String.valueOf(request.getRemoteAddress()));
    return Call.waiting(() -> purging.serve(order))
        .flatMap(
            status -> {
              ServerHttpResponse client = exchange.getResponse();
              client.setStatusCode(HttpStatusCode.valueOf(status));
              client.getHeaders().setContentLength(0);
              client.getHeaders().set("Cache-Control", "no-store");
              return client.setComplete();
            });
  }

  private Mono<Void> changed(ServerWebExchange exchange) {
    ServerHttpRequest request = exchange.getRequest();
    ServerHttpResponse response = exchange.getResponse();
    HttpStatusCode status = response.getStatusCode();
    Changes.Change change =
        new Changes.Change(
            Inquiry.context(request),
            counting -> address(request, counting),
            status == null ? OK : status.value(),
            response.getHeaders()::getFirst);
    // It is dropped even if the client goes meanwhile.
    return Mono.defer(() -> Call.after(Call.waiting(() -> dropped(change)).toFuture())).then();
  }

  private boolean dropped(Changes.Change change) {
    serving.changes().after(change);
    return true;
  }

  private static RouteRequest address(ServerHttpRequest request, @Nullable Set<String> counting) {
    return Inquiry.address(request, counting);
  }
}
