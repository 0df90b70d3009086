package org.entresol.web.servlet;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
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

  /** Has the application answer by itself. */
  void pass(Refusal why) throws IOException, ServletException {
    client.addHeader("Cache-Status", CacheStatus.bypassed(why));
    chain.doFilter(request, client);
  }

  /** Whether only the head was asked for. */
  boolean isContentless() {
    return request.getMethod().equals("HEAD");
  }
}
