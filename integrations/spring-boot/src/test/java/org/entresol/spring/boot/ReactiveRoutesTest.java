package org.entresol.spring.boot;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.entresol.web.RouteCache;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebHandler;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.Mono;

/** The filter of routes that the starter registers in an application of Spring WebFlux. */
@Tag("unit")
final class ReactiveRoutesTest {
  private static final AtomicInteger RENDERINGS = new AtomicInteger();
  private static final ReactiveWebApplicationContextRunner APPLICATION =
      new ReactiveWebApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  EntresolAutoConfiguration.class,
                  EntresolRoutesAutoConfiguration.class,
                  EntresolReactiveRoutesAutoConfiguration.class));

  /** An application with a page, and a filter that stands where those of Spring Security do. */
  @Configuration(proxyBeanMethods = false)
  static class Pages {
    @Bean(WebHttpHandlerBuilder.WEB_HANDLER_BEAN_NAME)
    WebHandler pages() {
      return exchange ->
          exchange
              .getResponse()
              .writeWith(
                  Mono.fromSupplier(
                      () ->
                          exchange
                              .getResponse()
                              .bufferFactory()
                              .wrap(
                                  ("page " + RENDERINGS.incrementAndGet())
                                      .getBytes(StandardCharsets.UTF_8))));
    }

    @Bean
    @Order(-100)
    WebFilter security() {
      return (exchange, chain) ->
          chain.filter(
              exchange.getRequest().getHeaders().getFirst("X-User") == null
                  ? exchange
                  : exchange.mutate().principal(Mono.just(() -> "anna")).build());
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebFilter last() {
      return (exchange, chain) -> chain.filter(exchange);
    }
  }

  private static String get(HttpHandler handler, MockServerHttpRequest.BaseBuilder<?> request) {
    MockServerHttpResponse response = new MockServerHttpResponse();
    handler.handle(request.build(), response).block();
    return requireNonNull(response.getBodyAsString().block());
  }

  @Test
  void routes_ofTheFile_areKeptForAllButUsers(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("entresol.yaml"), "routes: { /books/*: { cache: pages, ttl: 5m } }");
    APPLICATION
        .withUserConfiguration(Pages.class)
        .withPropertyValues("entresol.config=" + file.toUri())
        .run(
            context -> {
              HttpHandler handler = WebHttpHandlerBuilder.applicationContext(context).build();
              String address = "http://library.test/books/7";
              String first = get(handler, MockServerHttpRequest.get(address));

              assertThat(get(handler, MockServerHttpRequest.get(address))).isEqualTo(first);
              assertThat(get(handler, MockServerHttpRequest.get(address).header("X-User", "anna")))
                  .isNotEqualTo(first);
            });
  }

  @Test
  void filter_withoutTheModule_isNotThere() {
    APPLICATION
        .withClassLoader(new FilteredClassLoader(RouteCache.class))
        .run(
            context ->
                assertThat(context).hasNotFailed().doesNotHaveBean("entresolRouteWebFilter"));
  }

  @Test
  void filter_withoutServlets_isThere() {
    APPLICATION
        .withClassLoader(new FilteredClassLoader("jakarta.servlet"))
        .run(context -> assertThat(context).hasNotFailed().hasBean("entresolRouteWebFilter"));
  }
}
