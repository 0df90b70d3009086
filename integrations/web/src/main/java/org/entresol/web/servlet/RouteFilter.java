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
import org.entresol.web.http.Refusal;
import org.entresol.web.render.Changes;
import org.entresol.web.render.Purging;
import org.entresol.web.render.Serving;
import org.entresol.web.render.Serving.Named;

/**
 * The filter that gives what is kept of routes, and keeps what is rendered for them. All requests
 * for other paths, and all forwards, includes and errors, go by it; of asynchronous dispatches it
 * hears whether they fail. Thread-safe.
 */
public final class RouteFilter implements Filter {
  private final Serving serving;

  /**
   * Creates a filter.
   *
   * @param serving what it serves by
   */
  public RouteFilter(Serving serving) {
    this.serving = serving;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Purging purging = serving.purging();
    if (purging != null
        && request instanceof HttpServletRequest asked
        && response instanceof HttpServletResponse client
        && Purging.isAskedBy(asked.getMethod())) {
      client.setContentLength(0);
      client.setHeader("Cache-Control", "no-store");
      client.setStatus(
          purging.serve(
              new Purging.Order(
                  Asked.headers(asked),
                  Asked.uri(asked),
                  asked.getContextPath(),
                  asked.getRemoteAddr())));
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
        && !Exchange.isWithin(asked)) {
      Named named = serving.named(asked.getRequestURI(), Asked.path(asked));
      if (named != null) {
        boolean shown = named.route().policy().showTags();
        Exchange exchange =
            new Exchange(asked, shown ? client : new UntaggedResponse(client), chain);
        if (Changes.mayComeOf(asked.getMethod())) {
          exchange.pass(Refusal.METHOD);
          Changing.onceAnswered(asked, client, serving.changes());
        } else {
          new Visit(exchange, named, serving).serve();
        }
        return;
      }
    }
    chain.doFilter(request, response);
  }
}
