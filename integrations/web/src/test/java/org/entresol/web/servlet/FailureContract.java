package org.entresol.web.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.Filter;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.entresol.web.site.Answer;
import org.entresol.web.site.Client;
import org.entresol.web.site.Shop;
import org.junit.jupiter.api.Test;

/** What a failure does to answers past their time, on every server. */
abstract class FailureContract extends OnServer {

  @Test
  void client_thatGoesAwayFromAnAnswerPastItsTime_hindersNobody() {
    Filter aborting =
        (request, response, chain) ->
            chain.doFilter(
                request,
                ((HttpServletRequest) request).getHeader("Abort") == null
                    ? response
                    : new Aborted((HttpServletResponse) response));
    Shop shop =
        shop(
            aborting,
            policy -> policy.staleWhileRevalidate(Duration.ofMinutes(1)),
            (request, response) -> response.getWriter().write("page " + renderings));
    Client client = shop.client();
    client.get(PATH);
    shop.clock().go(Duration.ofSeconds(310));

    client.get(PATH, "Abort: yes");

    Awaitility.await().untilAsserted(() -> assertThat(client.get(PATH).text()).isEqualTo("page 2"));
  }

  /** The answer to a client that is gone. */
  private static final class Aborted extends HttpServletResponseWrapper {
    private Aborted(HttpServletResponse response) {
      super(response);
    }

    @Override
    public void flushBuffer() throws IOException {
      throw new IOException("meant to fail");
    }
  }

  @Test
  void failure_afterTheAnswerWasReleased_isNotMixedWithTheOldOne() {
    AtomicInteger failure = new AtomicInteger();
    Shop shop =
        shop(
            policy -> policy.staleIfError(Duration.ofHours(1)),
            (request, response) -> {
              if (failure.get() > 0) {
                response.setHeader("X-Half", "said");
                response.addCookie(new Cookie("user", "bob"));
                throw new IllegalStateException("meant to fail");
              }
              response.getWriter().write("page " + renderings);
            });
    shop.client().get(PATH);
    shop.clock().go(Duration.ofMinutes(6));
    failure.set(1);

    Answer failed = shop.client().get(PATH);

    assertThat(failed.status()).isEqualTo(500);
    assertThat(failed.text()).doesNotContain("page 1");
  }

  @Test
  void status_thatIsNoFailureOfTheServer_isNotHiddenByTheOldAnswer() {
    for (int status : new int[] {401, 403, 404, 410}) {
      AtomicInteger answered = new AtomicInteger(200);
      Shop shop =
          shop(
              policy -> policy.staleIfError(Duration.ofHours(1)),
              (request, response) -> {
                if (answered.get() == 200) {
                  response.getWriter().write("page");
                } else {
                  response.getWriter().write("half a page");
                  response.sendError(answered.get(), "meant");
                }
              });
      shop.client().get(PATH);
      shop.clock().go(Duration.ofMinutes(6));

      answered.set(503);
      assertThat(shop.client().get(PATH).text()).isEqualTo("page");
      answered.set(status);
      assertThat(shop.client().get(PATH).status()).isEqualTo(status);
    }
  }
}
