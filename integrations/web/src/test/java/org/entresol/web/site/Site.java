package org.entresol.web.site;

import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** A server with one servlet behind some filters, on a free port of this machine. */
public interface Site extends AutoCloseable {

  /** How a kind of server is started. */
  @FunctionalInterface
  interface Kind {
    /** A server whose filters stand in that order. */
    Site start(List<Filter> filters, Page page);
  }

  int port();

  @Override
  void close();

  /** A servlet that renders a page. */
  static HttpServlet servlet(Page page) {
    return new HttpServlet() {
      @Override
      protected void service(HttpServletRequest request, HttpServletResponse response)
          throws IOException, ServletException {
        page.render(request, response);
      }
    };
  }
}
