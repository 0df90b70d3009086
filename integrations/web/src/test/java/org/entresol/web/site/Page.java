package org.entresol.web.site;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What renders the pages of a site. */
@FunctionalInterface
public interface Page {
  void render(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException;
}
