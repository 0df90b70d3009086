package org.entresol.web.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import java.time.Duration;
import org.entresol.web.site.Answer;
import org.entresol.web.site.Client;
import org.entresol.web.site.Shop;
import org.junit.jupiter.api.Test;

/** What the filter gives on every server, seen by a client. */
abstract class RouteFilterContract extends OnServer {

  @Test
  void get_twice_isRenderedOnceAndGivenAlike() {
    Client client = shop(PLAIN).client();

    Answer first = client.get(PATH);
    Answer second = client.get(PATH);

    assertThat(first.cacheStatus()).isEqualTo("entresol; fwd=uri-miss; stored");
    assertThat(second.cacheStatus()).isEqualTo("entresol; hit; ttl=300");
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.text()).isEqualTo("page für /products/7").isEqualTo(first.text());
    assertThat(second.field("Content-Type")).isEqualToIgnoringCase("text/plain;charset=UTF-8");
    assertThat(second.field("ETag")).matches("\"[0-9a-f]{32}\"").isEqualTo(first.field("ETag"));
    assertThat(renderings).hasValue(1);
  }

  @Test
  void get_ofNoRoute_isNotTouched() {
    Client client = shop(PLAIN).client();

    assertThat(client.get("/account").cacheStatus()).isEmpty();
    assertThat(client.get("/account").cacheStatus()).isEmpty();
    assertThat(renderings).hasValue(2);
  }

  @Test
  void get_pastItsTime_isRenderedAnew() {
    Shop shop = shop(PLAIN);
    shop.client().get(PATH);

    shop.clock().go(Duration.ofSeconds(299));
    Answer last = shop.client().get(PATH);
    shop.clock().go(Duration.ofSeconds(1));
    Answer anew = shop.client().get(PATH);

    assertThat(last.cacheStatus()).isEqualTo("entresol; hit; ttl=1");
    assertThat(last.field("Age")).isEqualTo("299");
    assertThat(anew.cacheStatus()).isEqualTo("entresol; fwd=stale; stored");
    assertThat(shop.client().get(PATH).isHit()).isTrue();
    assertThat(renderings).hasValue(2);
  }

  @Test
  void head_ofWhatIsKept_comesFromTheEntry() {
    Client client = shop(PLAIN).client();
    Answer full = client.get(PATH);

    Answer head = client.head(PATH);

    assertThat(head.isHit()).isTrue();
    assertThat(head.content()).isEmpty();
    assertThat(head.field("Content-Length"))
        .isEqualTo(Integer.toString("page für /products/7".getBytes(UTF_8).length));
    assertThat(head.field("ETag")).isEqualTo(full.field("ETag"));
    assertThat(renderings).hasValue(1);
  }

  @Test
  void get_withTheTagOfWhatIsKept_isNotModified() {
    Client client = shop(PLAIN).client();
    String tag = client.get(PATH).field("ETag");

    Answer known = client.get(PATH, "If-None-Match: W/\"other\", " + tag);
    Answer unknown = client.get(PATH, "If-None-Match: \"other\"");

    assertThat(known.status()).isEqualTo(304);
    assertThat(known.field("ETag")).isEqualTo(tag);
    assertThat(known.content()).isEmpty();
    assertThat(unknown.status()).isEqualTo(200);
    assertThat(renderings).hasValue(1);
  }

  @Test
  void get_ofARange_isCutFromWhatIsKept() {
    Client client = shop((request, response) -> response.getWriter().write("0123456789")).client();
    Answer cold = client.get(PATH, "Range: bytes=2-4");

    Answer part = client.get(PATH, "Range: bytes=-3");
    Answer none = client.get(PATH, "Range: bytes=10-");

    assertThat(cold.status()).isEqualTo(206);
    assertThat(cold.text()).isEqualTo("234");
    assertThat(part.text()).isEqualTo("789");
    assertThat(part.field("Content-Range")).isEqualTo("bytes 7-9/10");
    assertThat(none.status()).isEqualTo(416);
    assertThat(renderings).hasValue(1);
  }

  @Test
  void answers_thatVary_areKeptEachForItself() {
    Client client =
        shop((request, response) -> {
              response.setHeader("Vary", "Accept-Language");
              response.getWriter().write("in " + request.getHeader("Accept-Language"));
            })
            .client();
    client.get(PATH, "Accept-Language: de");
    client.get(PATH, "Accept-Language: fr");

    Answer german = client.get(PATH, "Accept-Language:  DE ");
    Answer french = client.get(PATH, "Accept-Language: fr");

    assertThat(german.text()).isEqualTo("in de");
    assertThat(german.isHit()).isTrue();
    assertThat(french.text()).isEqualTo("in fr");
    assertThat(renderings).hasValue(2);
  }

  @Test
  void parameters_thatDoNotCount_areNeitherKeyedNorSeen() {
    Client client =
        shop(
                policy -> policy.query("page"),
                (request, response) ->
                    response
                        .getWriter()
                        .write(request.getQueryString() + " " + request.getParameter("utm")))
            .client();
    client.get(PATH + "?utm=evil&page=2");

    Answer other = client.get(PATH + "?page=2&utm=good");

    assertThat(other.isHit()).isTrue();
    assertThat(other.text()).isEqualTo("page=2 null");
    assertThat(client.get(PATH + "?page=3").isHit()).isFalse();
  }

  @Test
  void answer_overTheLimit_goesThroughWhole() {
    byte[] large = "0123456789".repeat(10_000).getBytes(UTF_8);
    Client client =
        shop(
                policy -> policy.maxBody(50_000),
                (request, response) -> {
                  response.setHeader("X-Page", "large");
                  for (int i = 0; i < large.length; i += 1_000) {
                    response.getOutputStream().write(large, i, 1_000);
                  }
                })
            .client();

    Answer first = client.get(PATH);
    Answer second = client.get(PATH);

    assertThat(first.content()).isEqualTo(large);
    assertThat(first.field("X-Page")).isEqualTo("large");
    assertThat(first.cacheStatus()).isEqualTo("entresol; fwd=uri-miss; detail=size");
    assertThat(second.content()).isEqualTo(large);
    assertThat(second.cacheStatus()).isEqualTo("entresol; fwd=miss; detail=remembered");
  }

  @Test
  void head_ofTheAnswer_isFixedOnceItIsFlushed() {
    Client client =
        shop((request, response) -> {
              response.setHeader("X-Before", "said");
              response.getWriter().write("page");
              response.flushBuffer();
              response.setHeader("X-After", "said");
              response.setStatus(404);
            })
            .client();
    client.get(PATH);

    Answer kept = client.get(PATH);

    assertThat(kept.isHit()).isTrue();
    assertThat(kept.status()).isEqualTo(200);
    assertThat(kept.field("X-Before")).isEqualTo("said");
    assertThat(kept.field("X-After")).isEmpty();
  }

  @Test
  void forward_andInclude_areKeptWithTheRoute() {
    Client client =
        shop((request, response) -> {
              if (request.getDispatcherType() == DispatcherType.FORWARD) {
                response.getWriter().write("forwarded");
              } else {
                request.getRequestDispatcher("/inner").forward(request, response);
              }
            })
            .client();

    assertThat(client.get(PATH).text()).isEqualTo("forwarded");
    assertThat(client.get(PATH).text()).isEqualTo("forwarded");
    assertThat(client.get(PATH).isHit()).isTrue();
    assertThat(renderings).hasValue(2);
  }

  @Test
  void conditions_ofTheFirstRequest_areNotTheHandlersToSee() {
    Client client =
        shop((request, response) -> {
              if (request.getHeader("If-None-Match") != null) {
                response.setStatus(304);
              } else {
                response.setHeader("ETag", "\"7\"");
                response.getWriter().write("page");
              }
            })
            .client();

    Answer first = client.get(PATH, "If-None-Match: \"7\"");

    assertThat(first.status()).isEqualTo(304);
    assertThat(first.cacheStatus()).endsWith("stored");
    assertThat(client.get(PATH).text()).isEqualTo("page");
    assertThat(renderings).hasValue(1);
  }
}
