package org.entresol.web.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import org.entresol.web.site.Answer;
import org.entresol.web.site.Client;
import org.junit.jupiter.api.Test;

/** What becomes of answers that handlers have others write, on every server. */
abstract class DispatchContract extends OnServer {

  @Test
  void forward_byTheContext_isKeptWithTheRoute() {
    Client client =
        shop((request, response) -> {
              if (request.getDispatcherType() == DispatcherType.FORWARD) {
                response.getWriter().write("forwarded");
              } else {
                request
                    .getServletContext()
                    .getRequestDispatcher("/inner")
                    .forward(request, response);
              }
            })
            .client();

    assertThat(client.get(PATH).text()).isEqualTo("forwarded");
    assertThat(client.get(PATH).text()).isEqualTo("forwarded");
    assertThat(client.get(PATH).isHit()).isTrue();
  }

  @Test
  void forward_ofWhatIsNotKept_arrives() {
    Client client =
        shop((request, response) -> {
              if (request.getDispatcherType() == DispatcherType.FORWARD) {
                response.setHeader("Cache-Control", "no-store");
                response.getWriter().write("forwarded");
              } else {
                request.getRequestDispatcher("/inner").forward(request, response);
              }
            })
            .client();

    assertThat(client.get(PATH).text()).isEqualTo("forwarded");
    assertThat(client.get(PATH).text()).isEqualTo("forwarded");
  }
}
