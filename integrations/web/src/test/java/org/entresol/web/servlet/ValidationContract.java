package org.entresol.web.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import javax.cache.Cache;
import org.awaitility.Awaitility;
import org.entresol.web.CacheTags;
import org.entresol.web.site.Answer;
import org.entresol.web.site.Page;
import org.entresol.web.site.Shop;
import org.junit.jupiter.api.Test;

/** Answers past their time of which the application is asked whether they have changed. */
abstract class ValidationContract extends OnServer {
  private static final String VALIDATED = "entresol; fwd=stale; fwd-status=304; stored";
  private static final Duration PAST = Duration.ofSeconds(310);

  private volatile String tag = "\"v1\"";

  /** What a handler does when it has found that nothing has changed. */
  @FunctionalInterface
  private interface Unchanged {
    void say(HttpServletRequest request, HttpServletResponse response) throws IOException;
  }

  private Page page(Unchanged unchanged) {
    return (request, response) -> {
      response.setHeader("ETag", tag);
      if (tag.equals(request.getHeader("If-None-Match"))) {
        unchanged.say(request, response);
      } else {
        response.setHeader("Cache-Control", "max-age=300");
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().write("page für " + renderings);
      }
    };
  }

  private static final Unchanged SAYS_SO = (request, response) -> response.setStatus(304);

  @Test
  void answer_thatHasNotChanged_isFreshAgain() {
    Shop shop =
        shop(
            page(
                (request, response) -> {
                  response.setHeader("X-Checked", "yes");
                  response.setStatus(304);
                }));
    shop.client().get(PATH);
    shop.clock().go(PAST);

    Answer validated = shop.client().get(PATH);
    Answer hit = shop.client().get(PATH);

    assertThat(validated.status()).isEqualTo(200);
    assertThat(validated.text()).isEqualTo("page für 1");
    assertThat(validated.cacheStatus()).isEqualTo(VALIDATED);
    assertThat(hit.cacheStatus()).isEqualTo("entresol; hit; ttl=300");
    assertThat(hit.text()).isEqualTo("page für 1");
    assertThat(hit.field("X-Checked")).isEqualTo("yes");
    assertThat(hit.field("Content-Type")).isEqualToIgnoringCase("text/plain;charset=UTF-8");
    assertThat(renderings).hasValue(2);
  }

  @Test
  void answer_thatHasChanged_isTheNewOne() {
    Shop shop = shop(page(SAYS_SO));
    shop.client().get(PATH);
    shop.clock().go(PAST);
    tag = "\"v2\"";

    assertThat(shop.client().get(PATH).text()).isEqualTo("page für 2");
    assertThat(shop.client().get(PATH).field("ETag")).isEqualTo("\"v2\"");
  }

  @Test
  void answer_thatIsFresh_isNotAskedFor() {
    Shop shop = shop(page(SAYS_SO));
    shop.client().get(PATH);
    shop.clock().go(Duration.ofSeconds(299));

    assertThat(shop.client().get(PATH).isHit()).isTrue();
    assertThat(renderings).hasValue(1);
  }

  @Test
  void answer_withADate_isAskedForByIt() {
    Shop shop =
        shop(
            (request, response) -> {
              if (request.getDateHeader("If-Modified-Since") == 1_000_000_000_000L) {
                response.sendError(304);
              } else {
                response.setDateHeader("Last-Modified", 1_000_000_000_000L);
                response.getWriter().write("page " + renderings);
              }
            });
    shop.client().get(PATH);
    shop.clock().go(PAST);

    assertThat(shop.client().get(PATH).cacheStatus()).isEqualTo(VALIDATED);
    assertThat(shop.client().get(PATH).text()).isEqualTo("page 1");
  }

  @Test
  void answer_whoseTagIsMadeOfItsContent_isNotAskedForByIt() {
    Shop shop =
        shop(
            (request, response) ->
                response.getWriter().write("asked by " + request.getHeader("If-None-Match")));
    shop.client().get(PATH);
    shop.clock().go(PAST);

    assertThat(shop.client().get(PATH).text()).isEqualTo("asked by null");
  }

  @Test
  void client_thatKnowsWhatHasNotChanged_isTold() {
    Shop shop = shop(page(SAYS_SO));
    shop.client().get(PATH);
    shop.clock().go(PAST);

    Answer known = shop.client().get(PATH, "If-None-Match: \"v1\"");

    assertThat(known.status()).isEqualTo(304);
    assertThat(known.cacheStatus()).isEqualTo(VALIDATED);
  }

  private static final Unchanged SETS_A_COOKIE =
      (request, response) -> {
        response.setStatus(304);
        response.addCookie(new Cookie("a", "b"));
      };

  private static final Unchanged TURNS_PRIVATE =
      (request, response) -> {
        response.setHeader("Cache-Control", "private");
        response.setStatus(304);
      };

  private static final Unchanged READS_FOR_A_LOG =
      (request, response) -> {
        request.getRemoteAddr();
        response.setHeader("Cache-Control", "private");
        response.setStatus(304);
      };

  private static final Unchanged READS_FOR_A_LOG_AND_FAILS =
      (request, response) -> {
        request.getRemoteAddr();
        response.sendError(304);
      };

  private static final Unchanged TAKES_THE_WRITER =
      (request, response) -> {
        request.getRemoteAddr();
        response.getWriter();
        response.setStatus(304);
      };

  @Test
  void answer_thatHasNotChangedButIsNotToBeKept_isGivenAsAWhole() {
    Unchanged[] all = {
      SETS_A_COOKIE, TURNS_PRIVATE, READS_FOR_A_LOG, READS_FOR_A_LOG_AND_FAILS, TAKES_THE_WRITER
    };
    for (int i = 0; i < all.length; i++) {
      Shop shop = shop(page(all[i]));
      String first = shop.client().get(PATH).text();
      shop.clock().go(PAST);

      Answer whole = shop.client().get(PATH);

      assertThat(whole.status()).as("%d", i).isEqualTo(200);
      assertThat(whole.text()).as("%d", i).isEqualTo(first);
      assertThat(whole.field("Set-Cookie")).as("%d", i).isEqualTo(i == 0 ? "a=b" : "");
      assertThat(whole.field("Cache-Control"))
          .as("%d", i)
          .isEqualTo(i == 1 || i == 2 ? "private" : "max-age=300");
      assertThat(shop.client().get(PATH).isHit()).as("%d", i).isFalse();
    }
  }

  @Test
  void cookie_ofWhatHasNotChanged_isGivenEvenIfTheWriterWasTaken() {
    Shop shop =
        shop(
            page(
                (request, response) -> {
                  response.addCookie(new Cookie("a", "b"));
                  response.getWriter();
                  response.setStatus(304);
                }));
    shop.client().get(PATH);
    shop.clock().go(PAST);

    Answer whole = shop.client().get(PATH);

    assertThat(whole.text()).isEqualTo("page für 1");
    assertThat(whole.fields().get("set-cookie")).containsExactly("a=b");
  }

  @Test
  void answer_thatHasAnotherTagThanWasAskedAbout_isMadeAnew() {
    Shop shop =
        shop(
            (request, response) -> {
              response.setHeader("ETag", tag);
              response.setDateHeader("Last-Modified", 1_000_000_000_000L);
              if (request.getDateHeader("If-Modified-Since") == 1_000_000_000_000L) {
                response.setStatus(304);
              } else {
                response.getWriter().write("page " + renderings);
              }
            });
    shop.client().get(PATH);
    shop.clock().go(PAST);
    tag = "\"v2\"";

    shop.client().get(PATH);

    assertThat(shop.client().get(PATH).text()).isEqualTo("page 3");
    assertThat(shop.client().get(PATH).isHit()).isTrue();
  }

  @Test
  void answer_thatHasNotChangedAsIsSaidAfterTheHandler_isGivenAsAWhole() {
    CountDownLatch left = new CountDownLatch(1);
    Page page =
        page(
            (request, response) -> {
              AsyncContext context = request.startAsync();
              CompletableFuture<Void> unused =
                  CompletableFuture.runAsync(
                      () -> {
                        try {
                          left.await();
                        } catch (InterruptedException e) {
                          throw new IllegalStateException(e);
                        }
                        response.setStatus(304);
                        context.complete();
                      });
            });
    Shop shop =
        shop(
            (request, response, chain) -> {
              chain.doFilter(request, response);
              if (request.isAsyncStarted()) {
                left.countDown();
              }
            },
            policy -> policy,
            page);
    shop.client().get(PATH);
    shop.clock().go(PAST);

    assertThat(shop.client().get(PATH).text()).isEqualTo("page für 1");
  }

  @Test
  void condition_afterSomethingWasAgainstIt_isNotSeen() {
    Shop shop =
        shop(
            (request, response) -> {
              if (renderings.get() > 1) {
                request.getRemoteAddr();
              }
              response.setHeader("ETag", "\"v1\"");
              response.getWriter().write("asked by " + request.getHeader("If-None-Match"));
            });
    shop.client().get(PATH);
    shop.clock().go(PAST);

    assertThat(shop.client().get(PATH).text()).isEqualTo("asked by null");
  }

  @Test
  void answer_thatIsKeptToBeValidatedOnly_hindersNobody() {
    Shop shop =
        shop(
            (request, response) -> {
              response.setHeader("ETag", "\"v1\"");
              response.setHeader("Cache-Control", renderings.get() == 1 ? "max-age=60" : "private");
              response.getWriter().write("page " + renderings);
            });
    shop.client().get(PATH);
    shop.clock().go(Duration.ofSeconds(61));

    assertThat(shop.client().get(PATH).cacheStatus()).endsWith("detail=control");
    assertThat(shop.client().get(PATH).cacheStatus()).endsWith("remembered");
  }

  @Test
  void answer_thatIsValidatedBehindItsClient_isFreshAgain() {
    Shop shop = shop(policy -> policy.staleWhileRevalidate(Duration.ofMinutes(1)), page(SAYS_SO));
    shop.client().get(PATH);
    shop.clock().go(PAST);

    assertThat(shop.client().get(PATH).cacheStatus()).isEqualTo("entresol; hit; ttl=-10");
    Awaitility.await()
        .untilAsserted(
            () -> {
              Answer anew = shop.client().get(PATH);
              assertThat(anew.text()).isEqualTo("page für 1");
              assertThat(anew.cacheStatus()).isEqualTo("entresol; hit; ttl=300");
            });
  }

  @Test
  void tags_ofWhatHasNotChanged_stay() {
    Page page = page(SAYS_SO);
    Shop shop =
        shop(
            (request, response) -> {
              if (request.getHeader("If-None-Match") == null) {
                CacheTags.add(request, "product:7");
              }
              page.render(request, response);
            });
    shop.client().get(PATH);
    shop.clock().go(PAST);
    shop.client().get(PATH);

    shop.routes().purgeTags("product:7");

    assertThat(shop.client().get(PATH).text()).isEqualTo("page für 3");
  }

  @Test
  void answer_thatIsPurgedAfterItWasFound_isNotFreshAgain() {
    Shop shop = shop(page(SAYS_SO));
    shop.client().get(PATH);
    shop.clock().go(PAST);
    shop.clock().whenAsked(() -> shop.routes().purge(URI.create("http://shop.test" + PATH)));

    assertThat(shop.client().get(PATH).text()).isEqualTo("page für 2");
  }

  @Test
  void answer_thatCannotBeAskedFor_isNotKeptBeyondItsLife() {
    Shop shop =
        shop(
            policy -> policy.absent(Duration.ofSeconds(1)),
            (request, response) -> {
              response.setHeader("ETag", "\"v1\"");
              response.setStatus(404);
            });
    shop.client().get(PATH);

    Cache<?, ?> pages = Objects.requireNonNull(shop.manager().getCache("pages"));
    Awaitility.await().until(() -> !pages.iterator().hasNext());
  }

  @Test
  void answer_fromTheCache_hasTheDateOfItsBirth() {
    Shop shop = shop(PLAIN);
    shop.client().get(PATH);
    shop.clock().go(Duration.ofSeconds(60));

    Answer hit = shop.client().get(PATH);

    assertThat(hit.fields().get("date")).containsExactly("Tue, 01 Jan 2030 00:00:00 GMT");
    assertThat(hit.field("Age")).isEqualTo("60");
  }
}
