package org.entresol.web.servlet;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.entresol.web.http.CacheStatus;
import org.entresol.web.http.Refusal;

/**
 * A request, its answer, and what comes behind the filter.
 *
 * @param request the request
 * @param client what goes to the client
 * @param chain renders
 */
record Exchange(HttpServletRequest request, HttpServletResponse client, FilterChain chain) {

  private static final String WITHIN = Exchange.class.getName();

  /** Whether a request is one already: a filter that stands twice in a chain works once. */
  static boolean isWithin(HttpServletRequest request) {
    return request.getAttribute(WITHIN) != null;
  }

  /** Has the application answer, to whatever it is given. */
  void answer(ServletRequest asked, ServletResponse response) throws IOException, ServletException {
    request.setAttribute(WITHIN, true);
    chain.doFilter(asked, response);
  }

  /** Has the application answer by itself. */
  void pass(Refusal why) throws IOException, ServletException {
    client.addHeader("Cache-Status", CacheStatus.bypassed(why));
    answer(request, client);
  }

  /** Whether only the head was asked for. */
  boolean isContentless() {
    return request.getMethod().equals("HEAD");
  }
}
