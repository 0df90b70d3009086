package org.entresol.web;

import java.util.Collection;
import java.util.List;
import org.entresol.web.reactive.RouteWebFilter;
import org.entresol.web.render.SaidTags;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;

/** How an application of Spring WebFlux serves routes from what is kept. Thread-safe. */
public final class ReactiveRoutes {

  private ReactiveRoutes() {}

  /** The filter, to be registered behind those that log users in. */
  public static WebFilter filter(RouteCache routes) {
    return new RouteWebFilter(routes.serving);
  }

  /**
   * For handlers: adds tags by which the answer that is being rendered can be purged, as {@link
   * CacheTags} does for servlets; without effect where the answer is not to be kept.
   *
   * @param exchange the exchange as the handler was given it
   * @param tags the tags, none of them null
   */
  public static void addTags(ServerWebExchange exchange, String... tags) {
    addTags(exchange, List.of(tags));
  }

  /** Adds {@linkplain #addTags(ServerWebExchange, String...) tags}. */
  public static void addTags(ServerWebExchange exchange, Collection<String> tags) {
    SaidTags.add(exchange.getAttribute(SaidTags.ATTRIBUTE), List.copyOf(tags));
  }
}
