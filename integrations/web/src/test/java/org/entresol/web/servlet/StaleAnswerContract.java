package org.entresol.web.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.entresol.web.site.Answer;
import org.entresol.web.site.Client;
import org.entresol.web.site.Shop;
import org.junit.jupiter.api.Test;

/** What becomes of answers past their time, and of those that are none. */
abstract class StaleAnswerContract extends OnServer {

  @Test
  void answer_pastItsTime_isGivenWhileOneRequestMakesItAnew() {
    Shop shop =
        shop(
            policy -> policy.staleWhileRevalidate(Duration.ofMinutes(1)),
            (request, response) -> response.getWriter().write("page " + renderings));
    shop.client().get(PATH);
    shop.clock().go(Duration.ofSeconds(310));

    Answer stale = shop.client().get(PATH);

    assertThat(stale.text()).isEqualTo("page 1");
    assertThat(stale.cacheStatus()).isEqualTo("entresol; hit; ttl=-10");
    Awaitility.await()
        .untilAsserted(
            () -> {
              Answer anew = shop.client().get(PATH);
              assertThat(anew.text()).isEqualTo("page 2");
              assertThat(anew.cacheStatus()).isEqualTo("entresol; hit; ttl=300");
            });
    assertThat(renderings).hasValue(2);
  }

  @Test
  void answer_whoseRenderingFails_isGivenAsItWas() {
    AtomicInteger failure = new AtomicInteger();
    Shop shop =
        shop(
            policy -> policy.staleIfError(Duration.ofHours(1)),
            (request, response) -> {
              switch (failure.get()) {
                case 1 -> throw new IllegalStateException("meant to fail");
                case 2 -> response.sendError(503);
                case 3 -> response.setStatus(500);
                default -> response.getWriter().write("page " + renderings);
              }
            });
    shop.client().get(PATH);
    shop.clock().go(Duration.ofMinutes(6));

    for (int how = 1; how <= 3; how++) {
      failure.set(how);
      Answer stale = shop.client().get(PATH);
      assertThat(stale.text()).isEqualTo("page 1");
      assertThat(stale.status()).isEqualTo(200);
    }
    failure.set(0);
    assertThat(shop.client().get(PATH).text()).isEqualTo("page 5");
  }

  @Test
  void answer_pastItsTime_outlivesARenderingThatIsNotKept() {
    AtomicBoolean fails = new AtomicBoolean();
    Shop shop =
        shop(
            policy -> policy.staleIfError(Duration.ofHours(1)),
            (request, response) -> {
              if (fails.get()) {
                throw new IllegalStateException("meant to fail");
              }
              if (renderings.get() > 1) {
                response.setHeader("Cache-Control", "private");
              }
              response.getWriter().write("page " + renderings);
            });
    shop.client().get(PATH);
    shop.clock().go(Duration.ofMinutes(6));

    assertThat(shop.client().get(PATH).text()).isEqualTo("page 2");
    fails.set(true);

    assertThat(shop.client().get(PATH).text()).isEqualTo("page 1");
  }

  @Test
  void refusal_isForgottenAfterAWhile() {
    AtomicBoolean refuses = new AtomicBoolean(true);
    Shop shop =
        shop(
            (request, response) -> {
              if (refuses.get()) {
                response.setHeader("Cache-Control", "no-store");
              }
              response.getWriter().write("page");
            });
    shop.client().get(PATH);
    refuses.set(false);

    assertThat(shop.client().get(PATH).cacheStatus()).endsWith("remembered");
    shop.clock().go(Duration.ofSeconds(10));
    assertThat(shop.client().get(PATH).cacheStatus()).endsWith("stored");
  }

  @Test
  void failure_ofTheHandler_isTheServersErrorAndNotKept() {
    AtomicBoolean fails = new AtomicBoolean(true);
    Client client =
        shop((request, response) -> {
              response.getWriter().write("half a pa");
              if (fails.get()) {
                throw new IllegalStateException("meant to fail");
              }
            })
            .client();

    Answer failed = client.get(PATH);
    fails.set(false);

    assertThat(failed.status()).isEqualTo(500);
    assertThat(failed.text()).doesNotContain("half a pa");
    assertThat(client.get(PATH).text()).isEqualTo("half a pa");
  }
}
