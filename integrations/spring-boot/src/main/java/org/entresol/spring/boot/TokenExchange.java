package org.entresol.spring.boot;

import java.util.Collection;
import java.util.List;
import org.entresol.web.ReadYourWritesFilter;
import org.entresol.web.TokenScope;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * What makes a {@code WebClient} carry the tokens of a {@link TokenScope}, and take in those of
 * answers: of the one under the key {@code TokenScope.class} in Reactor's context, or else the one
 * that is open for the thread which subscribes. Immutable.
 */
public final class TokenExchange implements ExchangeFilterFunction {
  private final TokenHosts hosts;

  /**
   * Creates it.
   *
   * @param hosts the services that have tokens, by the names of their hosts; asterisks stand for
   *     any part. Others are told none, but by a client that follows redirects of these
   */
  public TokenExchange(Collection<String> hosts) {
    this.hosts = new TokenHosts(hosts);
  }

  @Override
  public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
    if (!hosts.has(request.url())) {
      return next.exchange(request);
    }
    return Mono.deferContextual(
        context -> {
          @Nullable TokenScope scope =
              context.hasKey(TokenScope.class)
                  ? context.get(TokenScope.class)
                  : TokenScope.current();
          return scope == null ? next.exchange(request) : exchange(request, next, scope);
        });
  }

  /** The scope may ask the authority of caches, which threads of the client must not wait for. */
  private static Mono<ClientResponse> exchange(
      ClientRequest request, ExchangeFunction next, TokenScope scope) {
    return Mono.fromCallable(scope::carried)
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(carried -> next.exchange(carrying(request, carried)))
        .flatMap(answer -> taken(answer, scope));
  }

  private static ClientRequest carrying(ClientRequest request, String carried) {
    return carried.isEmpty()
        ? request
        : ClientRequest.from(request).header(ReadYourWritesFilter.FIELD, carried).build();
  }

  private static Mono<ClientResponse> taken(ClientResponse answer, TokenScope scope) {
    List<String> values = answer.headers().header(ReadYourWritesFilter.FIELD);
    return values.isEmpty()
        ? Mono.just(answer)
        : Mono.fromRunnable(() -> scope.take(values))
            .subscribeOn(Schedulers.boundedElastic())
            .thenReturn(answer);
  }
}
