package org.entresol.web.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.entresol.web.site.Answer;
import org.entresol.web.site.Client;
import org.entresol.web.site.Page;
import org.junit.jupiter.api.AfterEach;

/** A shop whose handlers go on when the thread of the request has left, and its clients. */
abstract class LaterOnServer extends OnServer {
  final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  /** Goes on in another thread, and completes the answer. */
  Page later(Page page) {
    return (request, response) -> {
      AsyncContext context = request.startAsync();
      threads.execute(
          () -> {
            try {
              page.render(request, (HttpServletResponse) context.getResponse());
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
            context.complete();
          });
    };
  }

  /** Waits until an answer is kept: it is a moment after its client has it. */
  static Answer kept(Client client, String path, String... fields) {
    return Awaitility.await().until(() -> client.get(path, fields), Answer::isHit);
  }

  static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
