package org.entresol.web.reactive;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.entresol.web.RouteCache;
import org.entresol.web.route.RoutePolicy;
import org.entresol.web.site.ReactiveShop;
import org.junit.jupiter.api.AfterEach;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;

/** A shop on Netty, and what handlers of it do. */
abstract class OnNetty {
  static final WebFilter NOTHING = (exchange, chain) -> chain.filter(exchange);
  static final String PATH = "/products/7";

  final ExecutorService threads = Executors.newCachedThreadPool();
  final AtomicInteger renderings = new AtomicInteger();
  private final List<ReactiveShop> shops = new ArrayList<>();

  ReactiveShop shop(
      URI configuration,
      WebFilter before,
      UnaryOperator<RoutePolicy.Builder> policy,
      UnaryOperator<RouteCache.Builder> settings,
      WebHandler page) {
    ReactiveShop shop =
        new ReactiveShop(
            configuration,
            before,
            policy,
            settings,
            exchange -> {
              renderings.incrementAndGet();
              return page.handle(exchange);
            });
    shops.add(shop);
    return shop;
  }

  ReactiveShop shop(
      URI configuration,
      WebFilter before,
      UnaryOperator<RoutePolicy.Builder> policy,
      WebHandler page) {
    return shop(configuration, before, policy, UnaryOperator.identity(), page);
  }

  ReactiveShop shop(UnaryOperator<RoutePolicy.Builder> policy, WebHandler page) {
    return shop(URI.create("entresol:default"), NOTHING, policy, page);
  }

  ReactiveShop shop(WebHandler page) {
    return shop(policy -> policy, page);
  }

  static Mono<Void> write(ServerWebExchange exchange, String text) {
    exchange.getResponse().getHeaders().set("Content-Type", "text/plain;charset=UTF-8");
    return exchange.getResponse().writeWith(Mono.fromSupplier(() -> part(exchange, text)));
  }

  static DataBuffer part(ServerWebExchange exchange, String text) {
    return exchange.getResponse().bufferFactory().wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Ends when a latch is open, without a thread of the server's that waits. */
  Mono<Boolean> opened(CountDownLatch latch) {
    return Mono.create(
        sink ->
            threads.execute(
                () -> {
                  await(latch);
                  sink.success(true);
                }));
  }

  static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void close() {
    shops.forEach(ReactiveShop::close);
    threads.shutdownNow();
  }
}
