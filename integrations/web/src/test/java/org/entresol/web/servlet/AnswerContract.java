package org.entresol.web.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.entresol.web.site.Answer;
import org.entresol.web.site.Client;
import org.entresol.web.site.Shop;
import org.junit.jupiter.api.Test;

/** Whether an answer is what it would be without the filter, on every server. */
abstract class AnswerContract extends OnServer {
  private static final String TEXT = "žluťoučký für 日本";

  @Test
  void encoding_ofAFilterBefore_isThatOfTheAnswer() {
    Filter inUtf8 =
        (request, response, chain) -> {
          response.setCharacterEncoding("UTF-8");
          chain.doFilter(request, response);
        };
    Client client =
        shop(
                inUtf8,
                policy -> policy,
                (request, response) -> {
                  response.setContentType("text/html");
                  response.getWriter().write(TEXT);
                })
            .client();
    client.get(PATH);

    Answer kept = client.get(PATH);

    assertThat(kept.isHit()).isTrue();
    assertThat(kept.text()).isEqualTo(TEXT);
    assertThat(kept.field("Content-Type")).isEqualToIgnoringCase("text/html;charset=UTF-8");
  }

  @Test
  void encoding_thatNobodySays_isThatOfTheServer() {
    for (String type : List.of("application/json", "text/html", "text/xml")) {
      Client client =
          shop((request, response) -> {
                response.setContentType(type);
                response.getWriter().write(TEXT);
              })
              .client();
      Answer direct = client.get("/account");

      assertThat(client.get(PATH).content()).as(type).isEqualTo(direct.content());
      assertThat(client.get(PATH).isHit()).isTrue();
    }
  }

  @Test
  void encoding_ofWhatIsMadeAnewForAClientThatKnowsIt_isThatOfTheOldOne() {
    Shop shop =
        shop(
            policy -> policy.staleWhileRevalidate(Duration.ofMinutes(1)),
            (request, response) -> {
              response.setContentType("application/json");
              response.getWriter().write(TEXT);
            });
    Client client = shop.client();
    Answer first = client.get(PATH);
    shop.clock().go(Duration.ofSeconds(310));

    assertThat(client.get(PATH, "If-None-Match: " + first.field("ETag")).status()).isEqualTo(304);

    Awaitility.await()
        .untilAsserted(
            () -> assertThat(client.get(PATH).cacheStatus()).isEqualTo("entresol; hit; ttl=300"));
    assertThat(client.get(PATH).content()).isEqualTo(first.content());
  }

  @Test
  void encoding_saidAfterTheWriterWasTaken_isNotHeard() {
    Client client =
        shop((request, response) -> {
              response.setContentType("text/plain;charset=UTF-8");
              PrintWriter writer = response.getWriter();
              response.setContentType("text/html;charset=ISO-8859-1");
              response.setCharacterEncoding("US-ASCII");
              writer.write(TEXT);
            })
            .client();
    client.get(PATH);

    Answer kept = client.get(PATH);

    assertThat(kept.text()).isEqualTo(TEXT);
    assertThat(kept.field("Content-Type")).isEqualToIgnoringCase("text/html;charset=UTF-8");
  }

  @Test
  void encoding_saidBeforeTheType_isAPartOfIt() {
    Client client =
        shop((request, response) -> {
              response.setCharacterEncoding("UTF-8");
              response.setContentType("text/plain");
              response.getOutputStream().write(TEXT.getBytes(UTF_8));
            })
            .client();
    client.get(PATH);

    Answer kept = client.get(PATH);

    assertThat(kept.field("Content-Type")).isEqualToIgnoringCase("text/plain;charset=UTF-8");
  }

  @Test
  void methods_ofServlet61_areHeldToo() {
    Client client =
        shop((request, response) -> {
              CapturedResponse captured = (CapturedResponse) response;
              if (request.getParameter("to") == null) {
                captured.setContentType("text/plain");
                captured.setCharacterEncoding(UTF_8);
                captured.getWriter().write(TEXT);
              } else {
                captured.getWriter().write("left behind");
                captured.sendRedirect("/elsewhere", 303, true);
              }
            })
            .client();
    client.get(PATH);

    Answer kept = client.get(PATH);
    Answer redirect = client.get(PATH + "?to=elsewhere");

    assertThat(kept.isHit()).isTrue();
    assertThat(kept.text()).isEqualTo(TEXT);
    assertThat(redirect.status()).isEqualTo(303);
    assertThat(redirect.field("Location")).endsWith("/elsewhere");
    assertThat(redirect.content()).isEmpty();
  }

  private static final Filter SAYS_MORE =
      (request, response, chain) -> {
        HttpServletResponse client = (HttpServletResponse) response;
        client.addHeader("Vary", "Origin");
        client.addHeader("Link", "</a.css>; rel=preload");
        client.addHeader("X-Tag", "outer");
        chain.doFilter(request, response);
      };

  @Test
  void fields_ofAFilterBefore_standBesideThoseThatAreKept() {
    Client client =
        shop(
                SAYS_MORE,
                policy -> policy.vary("Accept-Language"),
                (request, response) -> {
                  response.addHeader("Vary", "Accept");
                  response.addHeader("Link", "</b.css>; rel=preload");
                  response.getWriter().write("page");
                })
            .client();
    client.get(PATH);

    Answer kept = client.get(PATH);

    assertThat(kept.isHit()).isTrue();
    assertThat(String.join(", ", kept.fields().get("vary")))
        .contains("Origin", "Accept", "accept-language");
    assertThat(String.join(", ", kept.fields().get("link"))).contains("a.css", "b.css");
  }

  @Test
  void fields_ofAFilterBefore_standBesideThoseThatAreAdded() {
    Client client =
        shop(
                SAYS_MORE,
                policy -> policy,
                (request, response) -> {
                  response.addHeader("X-Tag", "inner");
                  response.setHeader("Link", "</b.css>");
                  response.addHeader("Link", "</c.css>");
                  response.addCookie(new Cookie("a", "b"));
                  response.getWriter().write("page");
                })
            .client();

    Answer released = client.get(PATH);

    assertThat(String.join(", ", released.fields().get("x-tag"))).isEqualTo("outer, inner");
    assertThat(String.join(", ", released.fields().get("link"))).isEqualTo("</b.css>, </c.css>");
  }

  @Test
  void writer_takenBeforeItGoesOnAsynchronously_losesNothing() {
    CountDownLatch returned = new CountDownLatch(1);
    Filter before =
        (request, response, chain) -> {
          chain.doFilter(request, response);
          returned.countDown();
        };
    Client client =
        shop(
                before,
                policy -> policy,
                (request, response) -> {
                  PrintWriter writer = response.getWriter();
                  writer.write("sooner ");
                  AsyncContext context = request.startAsync();
                  context.start(
                      () -> {
                        await(returned);
                        writer.write("or later");
                        context.complete();
                      });
                })
            .client();

    assertThat(client.get(PATH).text()).isEqualTo("sooner or later");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void field_withoutAValue_isNotSaid() {
    Client client =
        shop((request, response) -> {
              response.addHeader("X-None", null);
              response.setHeader("X-None", null);
              response.getWriter().write("page");
            })
            .client();

    assertThat(client.get(PATH).text()).isEqualTo("page");
    assertThat(client.get(PATH).isHit()).isTrue();
  }
}
