package org.entresol.web.site;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.function.UnaryOperator;
import javax.cache.spi.CachingProvider;
import org.entresol.EntresolCacheManager;
import org.entresol.jcache.EntresolCachingProvider;
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

/**
 * One node of a site: a server of Netty's with one thread, a manager, and the route {@code
 * /products/**} in a cache.
 */
public final class ReactiveShop implements AutoCloseable {
  public static final String TOKEN = "a-token-for-trying";

  private final CachingProvider provider = new EntresolCachingProvider();
  private final TestClock clock = new TestClock();
  private final LoopResources thread = LoopResources.create("shop", 1, true);
  private final RouteCache routes;
  private final DisposableServer server;

  public ReactiveShop(
      URI configuration,
      WebFilter before,
      UnaryOperator<RoutePolicy.Builder> policy,
      WebHandler page) {
    EntresolCacheManager manager =
        (EntresolCacheManager)
            provider.getCacheManager(
                configuration, ReactiveShop.class.getClassLoader(), new Properties());
    routes =
        RouteCache.builder(manager)
            .route(
                "/products/**",
                policy.apply(RoutePolicy.builder("pages", Duration.ofMinutes(5))).build())
            .purgeToken(TOKEN)
            .clock(clock)
            .build();
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
                                filters.addAll(List.of(before, ReactiveRoutes.filter(routes))))
                        .build()))
            .bindNow();
  }

  public Client client() {
    return new Client(server.port());
  }

  public int port() {
    return server.port();
  }

  public RouteCache routes() {
    return routes;
  }

  public TestClock clock() {
    return clock;
  }

  @Override
  public void close() {
    server.disposeNow();
    thread.disposeLater().block(Duration.ofSeconds(10));
    provider.close();
  }
}
