package org.entresol.web.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.entresol.web.http.Refusal;
import org.entresol.web.render.Shelf;
import org.entresol.web.route.PlainPath;
import org.entresol.web.route.Route;
import org.entresol.web.route.Routes;
import org.jspecify.annotations.Nullable;

/**
 * The filter that gives what is kept of routes, and keeps what is rendered for them. All requests
 * for other paths, and all forwards, includes and errors, go by it; of asynchronous dispatches it
 * hears whether they fail. Thread-safe.
 */
public final class RouteFilter implements Filter {
  private final Routes routes;
  private final Map<String, Shelf> shelves;
  private final Changes changes;
  private final @Nullable Purging purging;
  private final Duration wait;
  private final InstantSource clock;

  /**
   * Creates a filter.
   *
   * @param shelves the caches of the routes by their names
   * @param changes drops what requests change
   * @param purging serves those that purge; null where none may
   * @param wait how long a request waits for another's rendering
   * @param clock tells what is fresh
   */
  public RouteFilter(
      Routes routes,
      Map<String, Shelf> shelves,
      Changes changes,
      @Nullable Purging purging,
      Duration wait,
      InstantSource clock) {
    this.routes = routes;
    this.shelves = Map.copyOf(shelves);
    this.changes = changes;
    this.purging = purging;
    this.wait = wait;
    this.clock = clock;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (purging != null
        && request instanceof HttpServletRequest asked
        && response instanceof HttpServletResponse client
        && Purging.isAskedBy(asked)) {
      purging.serve(asked, client);
    } else if (request.getDispatcherType() == DispatcherType.ASYNC) {
      Continuation.goOn(request, response, chain);
    } else {
      answer(request, response, chain);
    }
  }

  private void answer(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request instanceof HttpServletRequest asked
        && response instanceof HttpServletResponse client
        && asked.getDispatcherType() == DispatcherType.REQUEST
        && asked.getAttribute(RouteFilter.class.getName()) == null
        && PlainPath.is(asked.getRequestURI())) {
      Route route = routes.of(Asked.path(asked));
      Shelf shelf = route == null ? null : shelves.get(route.policy().cache());
      if (route != null && shelf != null && !shelf.isClosed()) {
        // A filter that stands twice in a chain works once.
        asked.setAttribute(RouteFilter.class.getName(), true);
        boolean shown = route.policy().showTags();
        Exchange exchange =
            new Exchange(asked, shown ? client : new UntaggedResponse(client), chain);
        if (Changes.mayComeOf(asked)) {
          exchange.pass(Refusal.METHOD);
          changes.onceAnswered(asked, client);
        } else {
          new Visit(exchange, shelf, route, wait, clock).serve();
        }
        return;
      }
    }
    chain.doFilter(request, response);
  }
}
