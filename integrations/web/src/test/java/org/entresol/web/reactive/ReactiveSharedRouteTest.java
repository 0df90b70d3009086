package org.entresol.web.reactive;

import java.net.URI;
import java.util.function.UnaryOperator;
import org.entresol.web.ReactiveRoutes;
import org.entresol.web.site.Node;
import org.entresol.web.site.ReactiveShop;
import org.entresol.web.site.Scene;
import org.entresol.web.site.SharedRouteContract;
import org.junit.jupiter.api.Tag;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@Tag("server")
class ReactiveSharedRouteTest extends SharedRouteContract {

  @Override
  protected Node open(URI configuration) {
    return new ReactiveShop(
        configuration,
        OnNetty.NOTHING,
        policy -> policy,
        UnaryOperator.identity(),
        exchange -> render(exchange, next()));
  }

  private Mono<Void> render(ServerWebExchange exchange, Scene scene) {
    Mono<Void> go =
        scene.waits()
            ? Mono.<Void>fromRunnable(this::awaitGo).subscribeOn(Schedulers.boundedElastic())
            : Mono.empty();
    return go.then(
        Mono.defer(
            () -> {
              scene.fields().forEach(exchange.getResponse().getHeaders()::set);
              scene.tags().forEach(tag -> ReactiveRoutes.addTags(exchange, tag));
              return OnNetty.write(exchange, scene.text());
            }));
  }
}
