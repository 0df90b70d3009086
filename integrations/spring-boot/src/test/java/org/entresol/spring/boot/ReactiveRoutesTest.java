package org.entresol.spring.boot;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.config.EnableWebFlux;
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

  @EnableWebFlux
  @RestController
  static class Shelves {
    private final AtomicInteger pages = new AtomicInteger();

    @CachedRoute(ttl = "5m", tags = "shelf:{id}", query = "page", cache = "pages")
    @GetMapping("/shelves/{id}")
    Mono<String> shelf(
        @PathVariable("id") String id,
        @RequestParam(name = "page", defaultValue = "1") int page,
        @RequestParam(name = "campaign", defaultValue = "none") String campaign) {
      return Mono.fromSupplier(
          () ->
              "shelf %s, page %d, by %s: %d"
                  .formatted(id, page, campaign, pages.incrementAndGet()));
    }

    @GetMapping(path = "/shelves/{id}", params = "sorted")
    Mono<String> sorted(@PathVariable("id") String id) {
      return Mono.fromSupplier(() -> "sorted shelf %s: %d".formatted(id, pages.incrementAndGet()));
    }

    @GetMapping("/shelves/new")
    Mono<String> form(@RequestParam("wide") String wide) {
      return Mono.fromSupplier(() -> "%s wide form %d".formatted(wide, pages.incrementAndGet()));
    }
  }

  @Test
  void routes_ofMethods_areKeptUntilTheirTagIsPurgedAndOthersAreNot() {
    APPLICATION
        .withUserConfiguration(Shelves.class)
        .run(
            context -> {
              HttpHandler handler = WebHttpHandlerBuilder.applicationContext(context).build();
              UnaryOperator<String> get =
                  path -> get(handler, MockServerHttpRequest.get("http://library.test" + path));

              String first = get.apply("/shelves/7?page=2&campaign=spring");
              assertThat(first).isEqualTo("shelf 7, page 2, by none: 1");
              assertThat(get.apply("/shelves/7?page=2")).isEqualTo(first);
              assertThat(get.apply("/shelves/7?sorted")).isEqualTo("sorted shelf 7: 2");
              assertThat(get.apply("/shelves/new?wide=very")).isEqualTo("very wide form 3");
              assertThat(get.apply("/shelves/new?wide=very")).isEqualTo("very wide form 4");

              context.getBean(RouteCache.class).purgeTags("shelf:7");
              assertThat(get.apply("/shelves/7?page=2")).isEqualTo("shelf 7, page 2, by none: 5");
            });
  }

  @EnableWebFlux
  static class WebFlux {}

  @Test
  void route_ofAMethodThatChangesSomething_isRefused() {
    APPLICATION
        .withUserConfiguration(WebFlux.class, CachedRouteTest.Changing.class)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessage(CachedRouteTest.Changing.REFUSAL));
  }

  @Test
  void filter_withoutControllers_isThere() {
    APPLICATION
        .withClassLoader(new FilteredClassLoader("org.springframework.web.reactive.result"))
        .run(context -> assertThat(context).hasNotFailed().hasBean("entresolRouteWebFilter"));
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
