package org.entresol.web.site;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.entresol.web.ReactiveRoutes;
import org.entresol.web.RouteCache;
import org.entresol.web.route.RoutePolicy;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebHandler;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/** A node of a site on a server of Netty's with one thread. */
public final class ReactiveShop extends Node {
  public static final String TOKEN = "a-token-for-trying";

  private final LoopResources thread = LoopResources.create("shop", 1, true);
  private final DisposableServer server;

  public ReactiveShop(
      URI configuration,
      WebFilter before,
      UnaryOperator<RoutePolicy.Builder> policy,
      UnaryOperator<RouteCache.Builder> settings,
      WebHandler page) {
    super(configuration, policy, routes -> settings.apply(routes.purgeToken(TOKEN)));
    server =
        HttpServer.create()
            .host("localhost")
            .port(0)
            .runOn(thread)
            .handle(
                new ReactorHttpHandlerAdapter(
                    WebHttpHandlerBuilder.webHandler(page)
                        .filters(
                            filters ->
                                filters.addAll(List.of(before, ReactiveRoutes.filter(routes()))))
                        .build()))
            .bindNow();
  }

  @Override
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.disposeNow();
    // Nothing comes after the server, for which there were to be a quiet time.
    thread.disposeLater(Duration.ZERO, Duration.ofSeconds(10)).block(Duration.ofSeconds(20));
    super.close();
  }
}
