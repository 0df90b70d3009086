package org.entresol.web.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.entresol.web.servlet.AsynchronousFailureContract.CompleteAtTimeout;
import org.entresol.web.site.Answer;
import org.entresol.web.site.Page;
import org.entresol.web.site.Shop;
import org.junit.jupiter.api.Test;

/** What takes the place of asynchronous answers that fail, on every server. */
abstract class AsynchronousStaleContract extends LaterOnServer {
  private final AtomicReference<String> made = new AtomicReference<>("");

  /** Ends as a handler may that has begun to go on, and fails. */
  private void fail(String how, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    switch (how) {
      case "error" -> later((asked, answer) -> answer.sendError(503)).render(request, response);
      case "page" ->
          later(
                  (asked, answer) -> {
                    answer.setStatus(502);
                    answer.getWriter().write("an error");
                  })
              .render(request, response);
      case "thrown" -> {
        request.startAsync();
        throw new IllegalStateException("meant to fail");
      }
      case "time-out" -> request.startAsync().setTimeout(100);
      case "time-out of a listener" -> {
        AsyncContext context = request.startAsync();
        context.setTimeout(100);
        context.addListener(new CompleteAtTimeout());
      }
      default -> dispatch(how, request, response);
    }
  }

  private static void dispatch(String how, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getDispatcherType() != DispatcherType.ASYNC) {
      request.startAsync().dispatch();
    } else if (how.equals("dispatched and thrown")) {
      throw new IllegalStateException("meant to fail");
    } else if (how.equals("dispatched status")) {
      response.setStatus(503);
    } else {
      response.sendError(500);
    }
  }

  @Test
  void answer_whoseRenderingFailsLater_isGivenAsItWas() {
    AtomicReference<String> how = new AtomicReference<>("");
    Shop shop =
        shop(
            policy -> policy.staleIfError(Duration.ofHours(1)),
            (request, response) -> {
              if ("".equals(how.get())) {
                later((asked, answer) -> answer.getWriter().write("page " + renderings))
                    .render(request, response);
              } else {
                fail(String.valueOf(how.get()), request, response);
              }
            });
    shop.client().get(PATH);
    kept(shop.client(), PATH);
    shop.clock().go(Duration.ofMinutes(6));

    for (String failure :
        List.of(
            "thrown",
            "time-out",
            "time-out of a listener",
            "error",
            "page",
            "dispatched and thrown",
            "dispatched status",
            "dispatched error")) {
      how.set(failure);
      Answer stale = shop.client().get(PATH);
      assertThat(stale.text()).as(failure).isEqualTo("page 1");
      assertThat(stale.status()).as(failure).isEqualTo(200);
      assertThat(stale.cacheStatus()).as(failure).isEqualTo("entresol; hit; ttl=-60");
    }
    how.set("");
    assertThat(shop.client().get(PATH).text()).startsWith("page 1");
  }

  @Test
  void answer_thatReplacesAnOldOneLater_isGivenAndKept() {
    for (String how : List.of("page", "nothing", "dispatched")) {
      Shop shop =
          shop(
              policy -> policy.staleIfError(Duration.ofHours(1)).absent(Duration.ofHours(1)),
              (request, response) -> {
                if (how.equals("dispatched")
                    && request.getDispatcherType() != DispatcherType.ASYNC) {
                  request.startAsync().dispatch();
                  return;
                }
                Page page =
                    (asked, answer) -> {
                      answer.setStatus(how.equals("nothing") ? 404 : 200);
                      answer.setHeader("X-Made", made.get());
                      if (!how.equals("nothing")) {
                        answer.getWriter().write("page");
                      }
                    };
                (how.equals("dispatched") ? page : later(page)).render(request, response);
              });
      made.set("first");
      shop.client().get(PATH);
      kept(shop.client(), PATH);
      shop.clock().go(Duration.ofMinutes(61));
      made.set("second");

      Answer anew = shop.client().get(PATH);

      assertThat(anew.field("X-Made")).as(how).isEqualTo("second");
      assertThat(anew.status()).as(how).isEqualTo(how.equals("nothing") ? 404 : 200);
      assertThat(anew.text()).as(how).isEqualTo(how.equals("nothing") ? "" : "page");
      assertThat(kept(shop.client(), PATH).field("X-Made")).as(how).isEqualTo("second");
    }
  }
}
