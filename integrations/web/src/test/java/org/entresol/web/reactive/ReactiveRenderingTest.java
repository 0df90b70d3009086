package org.entresol.web.reactive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.entresol.web.site.Answer;
import org.entresol.web.site.Client;
import org.entresol.web.site.ReactiveShop;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Who renders on Netty, who waits, and what is kept of it. */
@Tag("unit")
class ReactiveRenderingTest extends OnNetty {
  private static final WebFilter USERS =
      (exchange, chain) -> {
        String user = exchange.getRequest().getHeaders().getFirst("X-User");
        Principal principal = () -> String.valueOf(user);
        return chain.filter(
            user == null ? exchange : exchange.mutate().principal(Mono.just(principal)).build());
      };

  @Test
  void clients_manyOnAColdRoute_renderOnceAndHoldNoThread() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    ReactiveShop shop =
        shop(
            exchange ->
                exchange.getRequest().getPath().value().equals(PATH)
                    ? opened(go).then(Mono.defer(() -> write(exchange, "once")))
                    : write(exchange, "other"));
    List<Future<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      answers.add(threads.submit(() -> shop.client().get(PATH)));
    }
    Awaitility.await().until(() -> renderings.get() > 0);

    // The server has one thread.
    assertThat(shop.client().get("/elsewhere").text()).isEqualTo("other");
    go.countDown();

    for (Future<Answer> answer : answers) {
      assertThat(answer.get().text()).isEqualTo("once");
    }
    assertThat(renderings).hasValue(2);
  }

  @Test
  void pages_ofUsers_reachNobodyElse() {
    Function<ServerWebExchange, Mono<Void>> greeting =
        exchange ->
            exchange
                .<Principal>getPrincipal()
                .map(Principal::getName)
                .defaultIfEmpty("stranger")
                .flatMap(name -> write(exchange, "hello " + name));
    for (boolean each : List.of(false, true)) {
      Client client =
          shop(
                  URI.create("entresol:default"),
                  USERS,
                  policy -> policy.byPrincipal(each),
                  greeting::apply)
              .client();
      for (int round = 0; round < 3; round++) {
        for (String user : List.of("anna", "bert", "")) {
          Answer answer = user.isEmpty() ? client.get(PATH) : client.get(PATH, "X-User: " + user);
          assertThat(answer.text()).isEqualTo("hello " + (user.isEmpty() ? "stranger" : user));
          assertThat(answer.isHit())
              .as(user + each + round)
              .isEqualTo(round > 0 && (each || user.isEmpty()));
        }
      }
    }
  }

  @Test
  void handlers_thatReadWhatIsOfOneVisitor_areNotKept() {
    Map<String, Function<ServerWebExchange, Mono<?>>> reads =
        Map.of(
            "cookie",
                exchange -> Mono.justOrEmpty(exchange.getRequest().getCookies().getFirst("a")),
            "cookie field",
                exchange -> Mono.justOrEmpty(exchange.getRequest().getHeaders().getFirst("Cookie")),
            "field", exchange -> Mono.justOrEmpty(exchange.getRequest().getHeaders().get("X-Who")),
            "fields", exchange -> Mono.just(exchange.getRequest().getHeaders().toSingleValueMap()),
            "session", ServerWebExchange::getSession,
            "token", exchange -> Mono.justOrEmpty(exchange.<Object>getAttribute("_csrf")),
            "tokens", exchange -> Mono.just(new ArrayList<>(exchange.getAttributes().values())),
            "address", exchange -> Mono.justOrEmpty(exchange.getRequest().getRemoteAddress()),
            "body", exchange -> exchange.getRequest().getBody().then(),
            "form", ServerWebExchange::getFormData);
    WebFilter token =
        (exchange, chain) -> {
          exchange.getAttributes().put("_csrf", "secret");
          return chain.filter(exchange);
        };
    reads.forEach(
        (what, read) -> {
          Client client =
              shop(
                      URI.create("entresol:default"),
                      token,
                      policy -> policy,
                      exchange -> read.apply(exchange).then(write(exchange, "page")))
                  .client();
          for (int i = 0; i < 2; i++) {
            Answer answer = client.get(PATH, "Cookie: a=b", "X-Who: anna");
            assertThat(answer.text()).as(what).isEqualTo("page");
            assertThat(answer.isHit()).as(what).isFalse();
            assertThat(answer.cacheStatus()).as(what).doesNotContain("stored");
          }
        });
  }

  @Test
  void purge_duringTheRendering_wins() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch purged = new CountDownLatch(1);
    ReactiveShop shop =
        shop(
            exchange -> {
              String page = "page " + renderings;
              begun.countDown();
              return opened(purged).then(Mono.defer(() -> write(exchange, page)));
            });
    Future<Answer> first = threads.submit(() -> shop.client().get(PATH));
    await(begun);
    shop.routes().purge(URI.create("http://shop.test" + PATH));
    purged.countDown();

    assertThat(first.get().text()).isEqualTo("page 1");
    assertThat(shop.client().get(PATH).text()).isEqualTo("page 2");
    assertThat(shop.client().get(PATH).text()).isEqualTo("page 2");
  }

  @Test
  void client_thatIsGone_leavesNothing() throws Exception {
    CountDownLatch cancelled = new CountDownLatch(1);
    AtomicBoolean waits = new AtomicBoolean(true);
    ReactiveShop shop =
        shop(
            exchange ->
                waits.get()
                    ? write(exchange, "half a page, ")
                        .then(Mono.<Void>never())
                        .doOnCancel(cancelled::countDown)
                    : write(exchange, "page"));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), shop.port())) {
      ask(socket);
      Awaitility.await().until(() -> renderings.get() > 0);
    }
    await(cancelled);
    waits.set(false);

    assertThat(shop.client().get(PATH).cacheStatus()).isEqualTo("entresol; fwd=uri-miss; stored");
    assertThat(shop.client().get(PATH).text()).isEqualTo("page");
  }

  @Test
  void body_overTheLimit_streamsAndIsNotKept() throws Exception {
    CountDownLatch rest = new CountDownLatch(1);
    ReactiveShop shop =
        shop(
            policy -> policy.maxBody(10),
            exchange ->
                exchange
                    .getResponse()
                    .writeWith(
                        Flux.concat(
                            Mono.fromSupplier(() -> part(exchange, "0123456")),
                            Mono.fromSupplier(() -> part(exchange, "789abc")),
                            opened(rest).map(any -> part(exchange, "the end")))));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), shop.port())) {
      ask(socket);
      assertThat(until(socket.getInputStream(), "789abc"))
          .contains("detail=size")
          .contains("0123456789abc");
      rest.countDown();
      assertThat(until(socket.getInputStream(), "the end")).contains("the end");
    }
    assertThat(shop.client().get(PATH).cacheStatus()).endsWith("detail=remembered");
    assertThat(shop.client().get(PATH).text()).isEqualTo("0123456789abcthe end");
  }

  @Test
  void stream_withoutAnEnd_leadsNobody() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    ReactiveShop shop =
        shop(
            exchange -> {
              exchange.getResponse().getHeaders().set("Content-Type", "text/event-stream");
              return exchange
                  .getResponse()
                  .writeAndFlushWith(
                      Flux.concat(
                          Mono.just(Mono.fromSupplier(() -> part(exchange, "data: 1\n\n"))),
                          renderings.get() > 1
                              ? Mono.empty()
                              : opened(over).thenMany(Flux.empty())));
            });
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), shop.port())) {
      ask(socket);
      assertThat(until(socket.getInputStream(), "data: 1")).contains("detail=stream");

      Answer second = shop.client().get(PATH);
      over.countDown();
      assertThat(second.cacheStatus()).isEqualTo("entresol; fwd=miss; detail=remembered");
      assertThat(second.text()).isEqualTo("data: 1\n\n");
    }
  }

  @Test
  void stream_thatIsForNobody_isEnded() throws Exception {
    Map<String, BiFunction<ServerWebExchange, Runnable, Mono<Void>>> streams =
        Map.of(
            "text/event-stream",
            (exchange, ended) ->
                exchange
                    .getResponse()
                    .writeAndFlushWith(
                        Flux.<Mono<DataBuffer>>never()
                            .mergeWith(Mono.just(Mono.fromSupplier(() -> part(exchange, "data"))))
                            .doOnCancel(ended)),
            "application/x-ndjson",
            (exchange, ended) ->
                exchange
                    .getResponse()
                    .writeWith(
                        Flux.interval(Duration.ofMillis(1))
                            .map(any -> part(exchange, "{}"))
                            .doOnCancel(ended)));
    for (String type : streams.keySet()) {
      CountDownLatch ended = new CountDownLatch(1);
      AtomicBoolean first = new AtomicBoolean(true);
      ReactiveShop shop =
          shop(
              policy -> policy.staleWhileRevalidate(Duration.ofMinutes(1)),
              exchange -> {
                if (first.getAndSet(false)) {
                  return write(exchange, "page");
                }
                exchange.getResponse().getHeaders().set("Content-Type", type);
                return streams.get(type).apply(exchange, ended::countDown);
              });
      shop.client().get(PATH);
      shop.clock().go(Duration.ofSeconds(310));

      assertThat(shop.client().get(PATH).text()).isEqualTo("page");
      await(ended);
    }
  }

  @Test
  void handler_thatNeverEndsForNobody_isCancelled() {
    AtomicBoolean endless = new AtomicBoolean();
    CountDownLatch cancelled = new CountDownLatch(1);
    ReactiveShop shop =
        shop(
            URI.create("entresol:default"),
            NOTHING,
            policy -> policy.staleWhileRevalidate(Duration.ofMinutes(1)),
            routes -> routes.longestRendering(Duration.ofSeconds(1)),
            exchange ->
                endless.get()
                    ? Mono.<Void>never().doOnCancel(cancelled::countDown)
                    : write(exchange, "page " + renderings));
    Awaitility.await().until(() -> shop.client().get(PATH).cacheStatus().contains("hit"));
    String kept = shop.client().get(PATH).text();
    endless.set(true);
    shop.clock().go(Duration.ofSeconds(310));

    assertThat(shop.client().get(PATH).text()).isEqualTo(kept);
    await(cancelled);
    endless.set(false);
    Awaitility.await().until(() -> !shop.client().get(PATH).text().equals(kept));
  }

  @Test
  void change_whoseClientGoesMeanwhile_isDroppedFromTheCache() {
    CountDownLatch dropping = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    WebFilter leaving =
        (exchange, chain) -> {
          if (!HttpMethod.PUT.equals(exchange.getRequest().getMethod())) {
            return chain.filter(exchange);
          }
          ServerHttpRequest slow = slow(exchange, dropping, gone);
          return chain
              .filter(exchange.mutate().request(slow).build())
              .takeUntilOther(opened(dropping))
              .doFinally(any -> gone.countDown());
        };
    ReactiveShop shop =
        shop(
            URI.create("entresol:default"),
            leaving,
            policy -> policy,
            exchange -> {
              if (!HttpMethod.PUT.equals(exchange.getRequest().getMethod())) {
                return write(exchange, "page " + renderings);
              }
              exchange.getResponse().setStatusCode(HttpStatus.ACCEPTED);
              return exchange.getResponse().setComplete();
            });
    shop.client().get(PATH);

    shop.client().send("PUT", PATH, "new");

    Awaitility.await()
        .untilAsserted(() -> assertThat(shop.client().get(PATH).text()).isEqualTo("page 3"));
  }

  /** The request, which after its answer is asked for its address until a latch is open. */
  private static ServerHttpRequest slow(
      ServerWebExchange exchange, CountDownLatch asked, CountDownLatch go) {
    return new ServerHttpRequestDecorator(exchange.getRequest()) {
      @Override
      public URI getURI() {
        if (exchange.getResponse().getStatusCode() != null && !Schedulers.isInNonBlockingThread()) {
          asked.countDown();
          await(go);
        }
        return super.getURI();
      }
    };
  }

  private static void ask(Socket socket) throws IOException {
    socket.setSoTimeout(20_000);
    socket
        .getOutputStream()
        .write(
            ("GET " + PATH + " HTTP/1.1\r\nHost: shop.test\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
  }

  private static String until(InputStream in, String end) throws IOException {
    StringBuilder all = new StringBuilder();
    while (!plain(all).endsWith(end)) {
      int c = in.read();
      if (c < 0) {
        return all.toString();
      }
      all.append((char) c);
    }
    return plain(all);
  }

  /** Without the sizes of chunks. */
  private static String plain(StringBuilder all) {
    return all.toString().replaceAll("\r\n[0-9a-f]+\r\n", "");
  }
}
