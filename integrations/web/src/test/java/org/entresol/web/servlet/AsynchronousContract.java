package org.entresol.web.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.entresol.web.CacheTags;
import org.entresol.web.site.Answer;
import org.entresol.web.site.Client;
import org.entresol.web.site.Shop;
import org.junit.jupiter.api.Test;

/** Answers that handlers go on with when the thread of the request has left, on every server. */
abstract class AsynchronousContract extends LaterOnServer {
  @Test
  void answer_thatIsCompletedLater_isKept() {
    Client client =
        shop(
                policy -> policy.vary("Accept-Language"),
                later(
                    (request, response) -> {
                      response.setContentType("text/plain;charset=UTF-8");
                      response.setHeader("X-Later", "said");
                      response.getWriter().write("für " + request.getHeader("Accept-Language"));
                    }))
            .client();

    Answer first = client.get(PATH, "Accept-Language: de");
    Answer kept = kept(client, PATH, "Accept-Language: de");

    assertThat(first.text()).isEqualTo("für de");
    assertThat(first.field("X-Later")).isEqualTo("said");
    assertThat(first.field("Vary")).isEqualToIgnoringCase("Accept-Language");
    assertThat(first.cacheStatus()).isEqualTo("entresol; fwd=uri-miss");
    assertThat(kept.text()).isEqualTo("für de");
    assertThat(kept.field("X-Later")).isEqualTo("said");
    assertThat(kept.field("Content-Type")).isEqualToIgnoringCase("text/plain;charset=UTF-8");
    assertThat(renderings).hasValue(1);
  }

  @Test
  void clients_manyOnAColdRoute_waitForItsCompletion() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Shop shop =
        shop(
            later(
                (request, response) -> {
                  await(go);
                  response.getOutputStream().print("once");
                }));
    List<Future<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      answers.add(threads.submit(() -> shop.client().get(PATH)));
    }
    Awaitility.await().until(() -> renderings.get() > 0);
    go.countDown();

    for (Future<Answer> answer : answers) {
      assertThat(answer.get().text()).isEqualTo("once");
    }
    assertThat(renderings).hasValue(1);
  }

  @Test
  void answer_beforeItIsComplete_isNotGivenToOthersAndPurgedWithItsTag() throws Exception {
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch purged = new CountDownLatch(1);
    Shop shop =
        shop(
            later(
                (request, response) -> {
                  CacheTags.add(request, "late");
                  response.getWriter().write("page " + renderings);
                  response.flushBuffer();
                  written.countDown();
                  await(purged);
                }));
    Future<Answer> first = threads.submit(() -> shop.client().get(PATH));
    await(written);
    shop.routes().purgeTags("late");
    purged.countDown();

    assertThat(first.get().text()).isEqualTo("page 1");
    assertThat(shop.client().get(PATH).text()).isEqualTo("page 2");
    assertThat(kept(shop.client(), PATH).text()).isEqualTo("page 2");
    shop.routes().purgeTags("late");
    assertThat(shop.client().get(PATH).text()).isEqualTo("page 3");
  }

  @Test
  void answer_thatIsDispatched_isKept() {
    Client client =
        shop(
                policy -> policy.query("page"),
                (request, response) -> {
                  if (request.getDispatcherType() != DispatcherType.ASYNC) {
                    AsyncContext context = request.startAsync(request, response);
                    threads.execute(context::dispatch);
                  } else {
                    String hidden = request.getParameter("utm");
                    response.getWriter().write(request.getParameter("page") + " " + hidden);
                  }
                })
            .client();

    assertThat(client.get(PATH + "?page=1&utm=evil").text()).isEqualTo("1 null");
    assertThat(kept(client, PATH + "?page=1").text()).isEqualTo("1 null");
    assertThat(renderings).hasValue(2);
  }

  @Test
  void answer_pastItsTime_isMadeAnewByAndBy() {
    Shop shop =
        shop(
            policy -> policy.staleWhileRevalidate(Duration.ofMinutes(1)),
            later((request, response) -> response.getWriter().write("page " + renderings)));
    shop.client().get(PATH);
    kept(shop.client(), PATH);
    shop.clock().go(Duration.ofSeconds(310));

    assertThat(shop.client().get(PATH).text()).isEqualTo("page 1");
    Awaitility.await()
        .untilAsserted(() -> assertThat(shop.client().get(PATH).text()).isEqualTo("page 2"));
    assertThat(renderings).hasValue(2);
  }

  @Test
  void writing_asTheClientTakesIt_isKept() {
    byte[] page = "a long page, ".repeat(1_000).getBytes(StandardCharsets.UTF_8);
    Client client =
        shop((request, response) -> {
              AsyncContext context = request.startAsync();
              ServletOutputStream out = response.getOutputStream();
              out.setWriteListener(new InParts(context, out, page));
            })
            .client();

    assertThat(client.get(PATH).content()).isEqualTo(page);
    assertThat(kept(client, PATH).content()).isEqualTo(page);
    assertThat(renderings).hasValue(1);
  }

  /** Writes a page in parts, whenever the client takes some. */
  private static final class InParts implements WriteListener {
    private static final int PART = 1_000;
    private final AsyncContext context;
    private final ServletOutputStream out;
    private final byte[] page;
    private int at;

    private InParts(AsyncContext context, ServletOutputStream out, byte[] page) {
      this.context = context;
      this.out = out;
      this.page = page;
    }

    @Override
    public void onWritePossible() throws IOException {
      while (out.isReady()) {
        if (at == page.length) {
          context.complete();
          return;
        }
        int length = Math.min(PART, page.length - at);
        at += length;
        out.write(page, at - length, length);
      }
    }

    @Override
    public void onError(Throwable failure) {
      context.complete();
    }
  }

  @Test
  void purge_ofTheAddress_duringTheRendering_wins() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch purged = new CountDownLatch(1);
    Shop shop =
        shop(
            later(
                (request, response) -> {
                  begun.countDown();
                  await(purged);
                  response.getWriter().write("page " + renderings);
                }));
    Future<Answer> first = threads.submit(() -> shop.client().get(PATH));
    await(begun);
    shop.routes().purge(URI.create("http://shop.test" + PATH));
    purged.countDown();

    assertThat(first.get().text()).isEqualTo("page 1");
    assertThat(shop.client().get(PATH).isHit()).isFalse();
  }
}
