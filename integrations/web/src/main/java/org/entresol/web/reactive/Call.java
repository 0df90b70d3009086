package org.entresol.web.reactive;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.entresol.web.http.ByteRange;
import org.entresol.web.http.CacheStatus;
import org.entresol.web.http.Headers;
import org.entresol.web.http.Refusal;
import org.entresol.web.render.Given;
import org.entresol.web.store.StoredAnswer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * A request for a route, its answer, and what comes behind the filter.
 *
 * @param exchange the request and its answer
 * @param chain renders
 * @param shown whether the client sees the tags of answers
 */
record Call(ServerWebExchange exchange, WebFilterChain chain, boolean shown) {
  /**
   * Where caches are asked, as that may wait for Redis, and what follows goes on: no thread of the
   * server's waits for anything. Whoever waits for a rendering has no thread at all.
   */
  private static final Scheduler WAITING = Schedulers.boundedElastic();

  /** What may wait. */
  static <T> Mono<T> waiting(Callable<T> task) {
    return Mono.fromCallable(task).subscribeOn(WAITING);
  }

  /** What comes of something else. */
  static <T> Mono<T> after(CompletableFuture<T> other) {
    return Mono.fromFuture(other, true).publishOn(WAITING);
  }

  /** Has the application answer by itself. */
  Mono<Void> pass(Refusal why) {
    ServerHttpResponse client = exchange.getResponse();
    client.getHeaders().add(Given.CACHE_STATUS, CacheStatus.bypassed(why));
    Fields fields = new Fields(client.getHeaders(), shown);
    client.beforeCommit(() -> Mono.fromRunnable(fields::hideTags));
    return chain.filter(exchange);
  }

  /** Whether only the head was asked for. */
  boolean isContentless() {
    return exchange.getRequest().getMethod().name().equals("HEAD");
  }

  /**
   * Gives the client an answer that is kept.
   *
   * @param request the fields of the request
   * @param cacheStatus what is said of the cache
   */
  Mono<Void> give(StoredAnswer answer, Headers request, @Nullable String cacheStatus, Instant now) {
    Given given = Given.of(answer, request, isContentless(), cacheStatus, now);
    ServerHttpResponse client = exchange.getResponse();
    client.setStatusCode(HttpStatusCode.valueOf(given.status()));
    given.say(new Fields(client.getHeaders(), shown));
    if (given.length() >= 0) {
      client.getHeaders().setContentLength(given.length());
    }
    ByteRange part = given.part();
    if (part == null || !part.isSatisfiable()) {
      return client.setComplete();
    }
    ByteBuffer bytes =
        ByteBuffer.wrap(given.content(), part.from(), part.to() - part.from()).asReadOnlyBuffer();
    return client.writeWith(Mono.fromSupplier(() -> client.bufferFactory().wrap(bytes)));
  }
}
