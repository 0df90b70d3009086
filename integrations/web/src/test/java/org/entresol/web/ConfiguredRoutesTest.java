package org.entresol.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.CacheException;
import org.entresol.EntresolCacheManager;
import org.entresol.EntresolConfiguration;
import org.entresol.config.ConfigurationException;
import org.entresol.jcache.EntresolCachingProvider;
import org.entresol.web.route.RoutePolicy;
import org.entresol.web.site.Client;
import org.entresol.web.site.TomcatSite;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Routes that a file names. */
@Tag("unit")
class ConfiguredRoutesTest {
  private final EntresolCachingProvider provider = new EntresolCachingProvider();

  @TempDir Path folder;

  @AfterEach
  void close() {
    provider.close();
  }

  private EntresolCacheManager manager(String yaml) throws IOException {
    URI file = Files.writeString(folder.resolve("entresol.yaml"), yaml).toUri();
    return provider.getCacheManager(
        file, ConfiguredRoutesTest.class.getClassLoader(), new Properties());
  }

  @Test
  void routes_ofAFile_areKeptAsItSays() throws IOException {
    EntresolCacheManager manager =
        manager(
            """
            caches: { pages: { heap: { max-entries: 50 } } }
            routes:
              /products/**: { cache: pages, ttl: 5m, query: [page] }
              /products/live: { cache: pages, ttl: 1s }
            """);
    AtomicInteger renderings = new AtomicInteger();
    RouteCache routes = RouteCache.configured(manager).build();
    try (TomcatSite site =
        new TomcatSite(
            List.of(ServletRoutes.filter(routes)),
            (request, response) -> response.getWriter().print(renderings.incrementAndGet()))) {
      Client client = new Client(site.port());
      client.get("/products/7?utm=1");

      assertThat(client.get("/products/7").cacheStatus())
          .matches("entresol; hit; ttl=(300|2\\d\\d)");
      assertThat(client.get("/products/live").field("Cache-Status")).contains("stored");
      assertThat(client.get("/other").cacheStatus()).isEmpty();
    }
    assertThat(manager.getCacheNames()).containsExactly("pages");
  }

  @Test
  void routes_thatNobodyNames_areNone() throws IOException {
    EntresolCacheManager manager = manager("namespace: shop");

    RouteCache.configured(manager).build();

    assertThat(manager.getCacheNames()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /a*b: { cache: c, ttl: 1s } | the route "/a*b" is not allowed; allowed: a path that starts with /
          /a: { cache: c, ttl: 1s, vary: [Cookie] } | vary: "Cookie" is not allowed; allowed: the names of fields
          "/{id}": { cache: c, ttl: 1s, tags: ["a:{no}"] } | tags: "a:{no}" is not allowed, as "/{id}" has no variable {no}; allowed: {id}
          """)
  void routes_thatAreNotAllowed_areRefusedWithTheirPlace(String route, String problem)
      throws IOException {
    EntresolCacheManager manager = manager("routes: { " + route + " }");

    assertThatThrownBy(() -> RouteCache.configured(manager))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("entresol.yaml:1:")
        .hasMessageContaining(problem);
  }

  @Test
  void routes_thatAreClosed_leaveTheirCachesToOthers() throws Exception {
    EntresolCacheManager manager =
        manager("routes: { /a: { cache: one, ttl: 1s }, /b: { cache: two, ttl: 1s } }");
    RouteCache first = RouteCache.configured(manager).build();
    first.close();
    assertThat(manager.getCacheNames()).isEmpty();
    RouteCache second = RouteCache.configured(manager).build();
    try (TomcatSite site =
        new TomcatSite(
            List.of(ServletRoutes.filter(first)),
            (request, response) -> response.getWriter().print("page"))) {
      assertThat(new Client(site.port()).get("/a").text()).isEqualTo("page");
    }
    second.close();

    manager.createCache("two", EntresolConfiguration.builder(String.class, String.class).build());
    assertThatThrownBy(() -> RouteCache.configured(manager).build())
        .isInstanceOf(CacheException.class);
    assertThat(manager.getCacheNames()).containsExactly("two");
  }

  @Test
  void cache_thatIsThereAlready_isRefused() throws IOException {
    EntresolCacheManager manager = manager("namespace: shop");
    manager.createCache("pages", EntresolConfiguration.builder(String.class, String.class).build());
    RouteCache.Builder builder =
        RouteCache.builder(manager)
            .route("/**", RoutePolicy.builder("pages", Duration.ofMinutes(1)).build());

    assertThatThrownBy(builder::build)
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("\"pages\"")
        .hasMessageContaining("allowed:");
  }
}
