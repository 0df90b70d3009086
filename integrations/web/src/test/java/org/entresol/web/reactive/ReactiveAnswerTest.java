package org.entresol.web.reactive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.entresol.web.ReactiveRoutes;
import org.entresol.web.site.Answer;
import org.entresol.web.site.Client;
import org.entresol.web.site.ReactiveShop;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;

/** What a client of Netty gets of what is kept. */
@Tag("unit")
class ReactiveAnswerTest extends OnNetty {
  @Test
  void answer_thatIsKept_isGivenToOthers() {
    Client client =
        shop(exchange -> {
              exchange.getResponse().getHeaders().set("X-Said", "here");
              return write(exchange, "page für 7");
            })
            .client();

    Answer first = client.get(PATH);
    Answer kept = client.get(PATH);

    assertThat(first.text()).isEqualTo("page für 7");
    assertThat(first.cacheStatus()).isEqualTo("entresol; fwd=uri-miss; stored");
    assertThat(first.field("ETag")).startsWith("\"");
    assertThat(kept.text()).isEqualTo("page für 7");
    assertThat(kept.cacheStatus()).isEqualTo("entresol; hit; ttl=300");
    assertThat(kept.field("Age")).isEqualTo("0");
    assertThat(kept.field("X-Said")).isEqualTo("here");
    assertThat(kept.field("ETag")).isEqualTo(first.field("ETag"));
    assertThat(kept.field("Content-Length")).isEqualTo("11");
    assertThat(renderings).hasValue(1);
  }

  @Test
  void request_forAnotherPath_goesByIt() {
    Client client = shop(exchange -> write(exchange, "other")).client();

    assertThat(client.get("/elsewhere").cacheStatus()).isEmpty();
    assertThat(client.get("/products/%2e%2e/admin").cacheStatus()).isEmpty();
    assertThat(renderings).hasValue(2);
  }

  @Test
  void conditionsHeadAndRanges_areAnsweredFromWhatIsKept() {
    Client client = shop(exchange -> write(exchange, "0123456789")).client();
    String tag = client.get(PATH).field("ETag");

    Answer known = client.get(PATH, "If-None-Match: " + tag);
    Answer head = client.head(PATH);
    Answer part = client.get(PATH, "Range: bytes=2-4");
    Answer none = client.get(PATH, "Range: bytes=20-");

    assertThat(known.status()).isEqualTo(304);
    assertThat(known.text()).isEmpty();
    assertThat(known.field("ETag")).isEqualTo(tag);
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.field("Content-Length")).isEqualTo("10");
    assertThat(head.isHit()).isTrue();
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.text()).isEqualTo("234");
    assertThat(part.field("Content-Range")).isEqualTo("bytes 2-4/10");
    assertThat(none.status()).isEqualTo(416);
    assertThat(renderings).hasValue(1);
  }

  @Test
  void parameters_thatDoNotCount_areSeenByNobody() {
    Client client =
        shop(
                policy -> policy.query("page"),
                exchange ->
                    write(
                        exchange,
                        exchange.getRequest().getQueryParams()
                            + " "
                            + exchange.getRequest().getURI().getRawQuery()))
            .client();

    assertThat(client.get(PATH + "?utm=evil&page=1").text()).isEqualTo("{page=[1]} page=1");
    assertThat(client.get(PATH + "?page=1").isHit()).isTrue();
    assertThat(client.get(PATH + "?page=2").isHit()).isFalse();
  }

  @Test
  void answers_thatVary_areToldApart() {
    Client client =
        shop(exchange ->
                write(
                    exchange,
                    "in " + exchange.getRequest().getHeaders().getFirst("accept-language")))
            .client();

    client.get(PATH, "Accept-Language: de");

    assertThat(client.get(PATH, "Accept-Language: de").text()).isEqualTo("in de");
    assertThat(client.get(PATH, "Accept-Language: de").isHit()).isTrue();
    Answer other = client.get(PATH, "Accept-Language: en");
    assertThat(other.text()).isEqualTo("in en");
    assertThat(other.field("Vary")).isEqualToIgnoringCase("Accept-Language");
  }

  @Test
  void answer_pastItsTime_isGivenWhileItIsMadeAnew() {
    ReactiveShop shop =
        shop(
            policy -> policy.staleWhileRevalidate(Duration.ofMinutes(1)),
            exchange -> write(exchange, "page " + renderings));
    shop.client().get(PATH);
    shop.clock().go(Duration.ofSeconds(310));

    Answer stale = shop.client().get(PATH);

    assertThat(stale.text()).isEqualTo("page 1");
    assertThat(stale.cacheStatus()).isEqualTo("entresol; hit; ttl=-10");
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(shop.client().get(PATH).cacheStatus())
                    .isEqualTo("entresol; hit; ttl=300"));
    assertThat(shop.client().get(PATH).text()).isEqualTo("page 2");
    assertThat(renderings).hasValue(2);
  }

  @Test
  void answer_whoseRenderingFails_isGivenAsItWas() {
    AtomicInteger failure = new AtomicInteger();
    ReactiveShop shop =
        shop(
            policy -> policy.staleIfError(Duration.ofHours(1)),
            exchange ->
                switch (failure.get()) {
                  case 1 -> Mono.error(new IllegalStateException("meant to fail"));
                  case 2 -> {
                    exchange.getResponse().setStatusCode(HttpStatus.SERVICE_UNAVAILABLE);
                    yield write(exchange, "an error");
                  }
                  default -> write(exchange, "page " + renderings);
                });
    shop.client().get(PATH);
    shop.clock().go(Duration.ofMinutes(6));

    for (int how = 1; how <= 2; how++) {
      failure.set(how);
      Answer stale = shop.client().get(PATH);
      assertThat(stale.status()).isEqualTo(200);
      assertThat(stale.text()).isEqualTo("page 1");
    }
    failure.set(0);
    assertThat(shop.client().get(PATH).text()).isEqualTo("page 4");
  }

  /** Who has got what was kept in the place of a failure may ask again at once. */
  @Test
  void rendering_afterOneThatFailed_isANewOne() {
    AtomicBoolean fails = new AtomicBoolean();
    ReactiveShop shop =
        shop(
            policy -> policy.staleIfError(Duration.ofHours(1)),
            exchange ->
                fails.get()
                    ? Mono.error(new IllegalStateException("meant to fail"))
                    : write(exchange, "page " + renderings));
    String kept = shop.client().get(PATH).text();

    for (int round = 0; round < 100; round++) {
      shop.clock().go(Duration.ofMinutes(6));
      fails.set(true);
      assertThat(shop.client().get(PATH).text()).isEqualTo(kept);
      fails.set(false);
      String anew = shop.client().get(PATH).text();
      assertThat(anew).isEqualTo("page " + renderings).isNotEqualTo(kept);
      kept = anew;
    }
  }

  @Test
  void handler_thatSaysThatNothingHasChanged_renewsWhatIsKept() {
    Instant changed = Instant.parse("2029-12-01T00:00:00Z");
    ReactiveShop shop =
        shop(
            exchange ->
                exchange.checkNotModified("\"v1\"", changed)
                    ? exchange.getResponse().setComplete()
                    : write(exchange, "page " + renderings));
    Answer first = shop.client().get(PATH);
    shop.clock().go(Duration.ofSeconds(301));

    Answer anew = shop.client().get(PATH);

    assertThat(first.field("ETag")).isEqualTo("\"v1\"");
    assertThat(anew.text()).isEqualTo("page 1");
    assertThat(anew.cacheStatus()).isEqualTo("entresol; fwd=stale; fwd-status=304; stored");
    assertThat(shop.client().get(PATH).cacheStatus()).isEqualTo("entresol; hit; ttl=300");
    assertThat(renderings).hasValue(2);
  }

  @Test
  void tags_ofTheHandler_purgeAndAreNotShown() {
    ReactiveShop shop =
        shop(
            exchange -> {
              ReactiveRoutes.addTags(exchange, "said");
              exchange.getResponse().getHeaders().set("Cache-Tag", "written");
              return write(exchange, "page " + renderings);
            });
    Answer first = shop.client().get(PATH);

    shop.routes().purgeTags("said");
    assertThat(shop.client().get(PATH).text()).isEqualTo("page 2");
    shop.routes().purgeTags("written");
    assertThat(shop.client().get(PATH).text()).isEqualTo("page 3");
    assertThat(first.field("Cache-Tag")).isEmpty();
    assertThat(shop.client().get(PATH).field("Cache-Tag")).isEmpty();
  }

  @Test
  void change_orPurge_dropsWhatIsKept() {
    Client client = shop(exchange -> write(exchange, "page " + renderings)).client();
    client.get(PATH);

    assertThat(client.send("PUT", PATH, "new").cacheStatus()).endsWith("detail=method");
    assertThat(client.get(PATH).text()).isEqualTo("page 3");
    assertThat(client.send("PURGE", PATH, "").status()).isEqualTo(403);
    assertThat(client.get(PATH).isHit()).isTrue();
    assertThat(client.send("PURGE", PATH, "", "Purge-Token: " + ReactiveShop.TOKEN).status())
        .isEqualTo(204);
    assertThat(client.get(PATH).text()).isEqualTo("page 4");
  }

  @Test
  void answers_thatAreNotForOthers_areRenderedEachTime() {
    for (String why : List.of("control", "cookie", "status", "vary")) {
      Client client =
          shop(exchange -> {
                switch (why) {
                  case "control" ->
                      exchange.getResponse().getHeaders().set("Cache-Control", "private");
                  case "cookie" -> exchange.getResponse().getHeaders().add("Set-Cookie", "a=b");
                  case "status" -> exchange.getResponse().setStatusCode(HttpStatus.NOT_FOUND);
                  default -> exchange.getResponse().getHeaders().set("Vary", "Cookie");
                }
                return write(exchange, "page");
              })
              .client();
      Answer first = client.get(PATH);
      assertThat(first.cacheStatus()).isEqualTo("entresol; fwd=uri-miss; detail=" + why);
      assertThat(first.text()).isEqualTo("page");
      assertThat(client.get(PATH).cacheStatus()).endsWith("detail=remembered");
    }
  }

  @Test
  void fields_saidSeveralTimes_allReachTheClientOfWhatIsNotKept() {
    Client client =
        shop(exchange -> {
              exchange.getResponse().setStatusCode(HttpStatus.UNAUTHORIZED);
              exchange
                  .getResponse()
                  .getHeaders()
                  .addAll("WWW-Authenticate", List.of("Basic realm=shop", "Bearer"));
              return write(exchange, "who?");
            })
            .client();

    Answer answer = client.get(PATH);

    assertThat(answer.cacheStatus()).endsWith("detail=status");
    assertThat(answer.fields().get("www-authenticate"))
        .containsExactlyInAnyOrder("Basic realm=shop", "Bearer");
  }
}
