package org.entresol.web.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.entresol.web.site.Answer;
import org.entresol.web.site.Client;
import org.entresol.web.site.Shop;
import org.junit.jupiter.api.Test;

/** Which answers that handlers go on with are not kept, on every server. */
abstract class AsynchronousFailureContract extends LaterOnServer {
  @Test
  void dispatch_thatNobodyHears_isNotKept() {
    Client client =
        shop(
                (request, response, chain) ->
                    chain.doFilter(
                        new HttpServletRequestWrapper((HttpServletRequest) request) {
                          @Override
                          public DispatcherType getDispatcherType() {
                            return DispatcherType.REQUEST;
                          }
                        },
                        response),
                policy -> policy,
                (request, response) -> {
                  if (request.getAttribute("dispatched") == null) {
                    request.setAttribute("dispatched", true);
                    request.startAsync().dispatch();
                  } else {
                    response.getWriter().write("page");
                  }
                })
            .client();

    assertThat(client.get(PATH).text()).isEqualTo("page");
    Awaitility.await().until(() -> client.get(PATH).cacheStatus().endsWith("remembered"));
  }

  @Test
  void dispatch_thatFails_isNotKept() {
    Client client =
        shop((request, response) -> {
              if (request.getDispatcherType() != DispatcherType.ASYNC) {
                request.startAsync().dispatch();
              } else {
                response.getWriter().write("half a page");
                response.flushBuffer();
                if (renderings.get() == 2) {
                  throw new IllegalStateException("meant to fail");
                }
              }
            })
            .client();

    client.get(PATH);
    assertThat(client.get(PATH).isHit()).isFalse();
    assertThat(kept(client, PATH).text()).isEqualTo("half a page");
    // After what was not kept nobody waits for who renders: others may have done so beside the
    // second.
    assertThat(renderings).hasValueGreaterThanOrEqualTo(4);
  }

  @Test
  void answer_thatTakesTooLong_letsWaitersGoAndIsNotKept() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Client client =
        shop((request, response) -> {
              AsyncContext context = request.startAsync();
              if (renderings.get() > 1) {
                context.complete();
                return;
              }
              context.setTimeout(300);
              context.addListener(new CompleteAtTimeout());
              response.getWriter().write("half a page");
              begun.countDown();
            })
            .client();
    Future<Answer> first = threads.submit(() -> client.get(PATH));
    await(begun);

    Answer waiter = client.get(PATH);

    assertThat(waiter.cacheStatus()).startsWith("entresol; fwd=miss; detail=");
    assertThat(first.get().text()).isEqualTo("half a page");
    assertThat(client.get(PATH).isHit()).isFalse();
  }

  /** Completes what takes too long, as it is. */
  static final class CompleteAtTimeout implements AsyncListener {
    @Override
    public void onTimeout(AsyncEvent event) {
      event.getAsyncContext().complete();
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }

  @Test
  void answers_thatAreNotForOthers_areRenderedEachTime() {
    for (String why : List.of("private", "session", "cookie", "error", "length", "size", "past")) {
      Shop shop =
          shop(
              policy -> policy.maxBody(100),
              (request, response) -> {
                ServletResponse past = why.equals("past") ? new Past(response) : response;
                AsyncContext context = request.startAsync(request, past);
                threads.execute(
                    () -> {
                      try {
                        write(why, request, (HttpServletResponse) context.getResponse());
                        context.complete();
                      } catch (IOException e) {
                        throw new UncheckedIOException(e);
                      }
                    });
              });

      Client client = shop.client();
      assertThat(client.get(PATH).isHit()).as(why).isFalse();
      Awaitility.await()
          .until(() -> client.get(PATH).cacheStatus(), any -> !any.contains("stored"));
      assertThat(client.get(PATH).isHit()).as(why).isFalse();
    }
  }

  /** An answer that is not what the handler was given. */
  private static final class Past extends HttpServletResponseWrapper {
    private Past(HttpServletResponse response) {
      super(response);
    }

    @Override
    public boolean isWrapperFor(ServletResponse wrapped) {
      return false;
    }
  }

  private static void write(String why, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    switch (why) {
      case "private" -> response.setHeader("Cache-Control", "private");
      case "session" -> request.getSession().setAttribute("cart", "full");
      case "cookie" -> response.addHeader("Set-Cookie", "a=b");
      case "error" -> response.setStatus(500);
      case "length" -> response.setHeader("Content-Length", "5");
      case "size" -> response.getWriter().write("a".repeat(101));
      default -> response.setStatus(200);
    }
    if (!why.equals("size")) {
      response.getWriter().write("page");
    }
  }

  @Test
  void client_thatIsGone_leavesNoPartOfAPage() throws Exception {
    Filter gone =
        (request, response, chain) ->
            chain.doFilter(
                request,
                ((HttpServletRequest) request).getHeader("Abort") == null
                    ? response
                    : new Gone((HttpServletResponse) response));
    CountDownLatch failed = new CountDownLatch(1);
    Client client =
        shop(
                gone,
                policy -> policy,
                later(
                    (request, response) -> {
                      try {
                        response.getOutputStream().print("half a page");
                        response.getOutputStream().print(", the other half");
                      } catch (IOException e) {
                        failed.countDown();
                      }
                    }))
            .client();
    client.get(PATH, "Abort: yes");
    await(failed);

    assertThat(client.get(PATH).isHit()).isFalse();
    assertThat(kept(client, PATH).text()).isEqualTo("half a page, the other half");
    assertThat(renderings).hasValue(2);
  }

  /** The answer to a client that goes away in the middle of it. */
  private static final class Gone extends HttpServletResponseWrapper {
    private Gone(HttpServletResponse response) {
      super(response);
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
      ServletOutputStream client = super.getOutputStream();
      return new ServletOutputStream() {
        @Override
        public void write(int b) throws IOException {
          if (b == ',') {
            throw new IOException("meant to fail");
          }
          client.write(b);
        }

        @Override
        public boolean isReady() {
          return client.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
          client.setWriteListener(listener);
        }
      };
    }
  }

  @Test
  void redirect_asOfServlet61_isNotKept() {
    Client client =
        shop(later(
                (request, response) -> {
                  if (response instanceof CapturedResponse captured) {
                    captured.sendRedirect("/elsewhere", 303);
                  } else {
                    response.setStatus(303);
                  }
                }))
            .client();

    assertThat(client.get(PATH).status()).isEqualTo(303);
    Awaitility.await().until(() -> client.get(PATH).cacheStatus().endsWith("remembered"));
  }

  @Test
  void answer_forOneUser_isNotKept() {
    Client client =
        shop(
                policy -> policy.byPrincipal(true),
                later((request, response) -> response.getWriter().write("page")))
            .client();

    assertThat(client.get(PATH).cacheStatus()).endsWith("detail=async");
    assertThat(client.get(PATH).text()).isEqualTo("page");
  }

  @Test
  void handler_thatFailsOnceItHasBegunToMakeAnAnswerAnew_endsItsRequest() {
    Shop shop =
        shop(
            policy -> policy.staleWhileRevalidate(Duration.ofMinutes(1)),
            (request, response) -> {
              if (renderings.get() > 1) {
                request.startAsync();
                throw new IllegalStateException("meant to fail");
              }
              response.getWriter().write("page");
            });
    shop.client().get(PATH);
    shop.clock().go(Duration.ofSeconds(310));

    // The client waits for the end of its request, and not for long.
    assertThat(shop.client().get(PATH).text()).isEqualTo("page");
  }

  @Test
  void stream_withoutAnEnd_letsWaitersGoAsSoonAsItSaysSo() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    Client client =
        shop(later(
                (request, response) -> {
                  response.setContentType("text/event-stream;charset=UTF-8");
                  response.getWriter().write("data: 1\n\n");
                  response.flushBuffer();
                  begun.countDown();
                  if (renderings.get() == 1) {
                    await(over);
                  }
                }))
            .client();
    Future<Answer> first = threads.submit(() -> client.get(PATH));
    await(begun);

    Answer second = client.get(PATH);
    over.countDown();

    assertThat(second.cacheStatus()).isEqualTo("entresol; fwd=miss; detail=remembered");
    assertThat(second.text()).isEqualTo("data: 1\n\n");
    assertThat(first.get().cacheStatus()).isEqualTo("entresol; fwd=uri-miss");
  }
}
