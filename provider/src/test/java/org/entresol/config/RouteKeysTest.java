package org.entresol.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.entresol.config.RouteSettings.Labels;
import org.entresol.config.RouteSettings.Lives;
import org.entresol.config.RouteSettings.Parts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the section of routes means, and what is refused there. */
@Tag("unit")
final class RouteKeysTest {
  private final Fixture fixture;

  RouteKeysTest(@TempDir Path directory) {
    fixture = new Fixture(directory);
  }

  private List<RouteSettings> routes(String text) {
    return RouteSection.of(fixture.write("entresol.yaml", text), Fixture.LOADER);
  }

  @Test
  void load_noSection_hasNoRoutes() {
    assertThat(routes("namespace: shop")).isEmpty();
  }

  @Test
  void load_leastThatIsNeeded_hasDefaults() {
    assertThat(routes("routes: { /products/**: { cache: pages, ttl: 5m } }"))
        .containsExactly(
            new RouteSettings(
                fixture.place("1:25: routes./products/**"),
                "/products/**",
                "pages",
                new Lives(Duration.ofMinutes(5), Duration.ZERO, Duration.ZERO, Duration.ZERO),
                new Parts(List.of(), null, false),
                new Labels(List.of(), false),
                1 << 20));
  }

  @Test
  void load_allThereIs_isRead() {
    RouteSettings route =
        routes(
                """
                routes:
                  "/products/{id}":
                    cache: pages
                    ttl: 5m
                    vary: [Accept-Language]
                    query: [page, sort]
                    tags: [products, "product:{id}"]
                    show-tags: true
                    principal: true
                    absent: 5s
                    stale-while-revalidate: 30s
                    stale-if-error: 1h
                    max-body: 64KB
                """)
            .get(0);

    assertThat(route.lives())
        .isEqualTo(
            new Lives(
                Duration.ofMinutes(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofHours(1)));
    assertThat(route.parts())
        .isEqualTo(new Parts(List.of("Accept-Language"), List.of("page", "sort"), true));
    assertThat(route.labels()).isEqualTo(new Labels(List.of("products", "product:{id}"), true));
    assertThat(route.maxBody()).isEqualTo(64 << 10);
  }

  @Test
  void load_cacheOfARoute_isLeftToWhoKeepsTheAnswers() {
    assertThat(
            fixture
                .load(
                    """
                    caches: { pages: { heap: { max-entries: 7 } }, stock: {} }
                    routes: { /products/**: { cache: pages, ttl: 5m } }
                    """)
                .namedCaches())
        .containsOnlyKeys("stock");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /a/**                              | 9: routes: "/a/**" is not allowed; allowed: ROUTES
          { products: { cache: c, ttl: 1s } } | 11: routes.products: is no route; allowed: a pattern of paths, such as /products/**
          { /a: { ttl: 1s } }                | 15: routes./a: a section has no cache; allowed: a section with cache and ttl
          { /a: { cache: c } }               | 15: routes./a: a section has no ttl; allowed: a section with cache and ttl
          { /a: { cache: c, ttl: 5 } }       | 32: routes./a.ttl: "5" has no unit; allowed: SPAN
          { /a: { cache: c, ttl: 0s } }      | 32: routes./a.ttl: "0s" is too short; allowed: SPAN
          { /a: { cache: "", ttl: 1s } }     | 24: routes./a.cache: "" is not allowed; allowed: the name of a cache
          { /a: { vary: Accept } }           | 23: routes./a.vary: "Accept" is not allowed; allowed: a list, each item the name of a field
          { /a: { vary: [a b] } }            | 24: routes./a.vary[0]: "a b" is not allowed; allowed: the name of a field
          { /a: { tags: [""] } }             | 24: routes./a.tags[0]: "" is not allowed; allowed: a tag, such as product:{id} for /products/{id}
          { /a: { max-body: 65MB } }         | 27: routes./a.max-body: "65MB" is too large; allowed: a number of bytes from 1 to 64MB, such as 1MB
          { /a: { principal: yes } }         | 28: routes./a.principal: "yes" is not allowed; allowed: false, true
          { /a: { life: 5m } }               | 17: routes./a.life: unknown key; allowed: KEYS
          """)
  void load_whatIsNotAllowed_failsWithPlaceAndWhatIs(String section, String problem) {
    String keys =
        "cache, ttl, vary, query, tags, show-tags, principal, absent, stale-while-revalidate, stale-if-error,"
            + " max-body";
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> fixture.load("routes: " + section))
        .withMessage(
            "%s",
            fixture.place(
                "1:"
                    + problem
                        .replace(
                            "ROUTES",
                            "a section of patterns of paths, such as /products/**, each followed by"
                                + " a section with KEYS")
                        .replace("KEYS", keys)
                        .replace(
                            "SPAN",
                            "a number with its unit (ms, s, m, h or d), such as 10s, from 1ms to"
                                + " 36500d")));
  }
}
