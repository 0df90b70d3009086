package org.entresol.web.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns, paths and keys of routes. */
@Tag("unit")
class RoutePatternTest {

  @ParameterizedTest
  @CsvSource({
    "/products/**, /products, true",
    "/products/**, /products/, true",
    "/products/**, /products/1/reviews, true",
    "/products/**, /productsale, false",
    "/products/*, /products/1, true",
    "/products/*, /products/1/reviews, false",
    "/products/{id}, /products/1, true",
    "/products/{id}, /products/1/reviews, false",
    "/products/*/reviews, /products/1/reviews, true",
    "/, /, true",
    "/, /a, false",
    "/**, /, true",
    "/a, /A, false"
  })
  void path_againstAPattern_fitsOrNot(String pattern, String path, boolean fits) {
    assertThat(RoutePattern.of(pattern).matches(path)).isEqualTo(fits);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "products",
        "",
        "/a/**/b",
        "/a*",
        "/a?b",
        "/a;b",
        "/a b",
        "/{}",
        "/a{id}",
        "/{a b}",
        "/{id",
        "/{id}/{id}",
        "/%61"
      })
  void pattern_thatIsNone_isRefused(String text) {
    assertThatThrownBy(() -> RoutePattern.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + text + "\"")
        .hasMessageContaining("allowed: " + RoutePattern.ALLOWED);
  }

  @Test
  void routes_ofWhichSeveralFit_areTheMostSpecial() {
    Map<String, RoutePolicy> policies = new LinkedHashMap<>();
    for (String pattern : List.of("/**", "/a/**", "/a/*", "/a/b")) {
      policies.put(pattern, RoutePolicy.builder(pattern, Duration.ofSeconds(1)).build());
    }
    Routes routes = new Routes(policies);

    assertThat(routes.of("/a/b")).extracting(route -> route.policy().cache()).isEqualTo("/a/b");
    assertThat(routes.of("/a/c")).extracting(route -> route.policy().cache()).isEqualTo("/a/*");
    assertThat(routes.of("/a/c/d")).extracting(route -> route.policy().cache()).isEqualTo("/a/**");
    assertThat(routes.of("/b")).extracting(route -> route.policy().cache()).isEqualTo("/**");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "/a//b",
        "/a/../b",
        "/a/..",
        "/./a",
        "/a;x=1",
        "/a%2fb",
        "/a%5Cb",
        "/%2e%2e/a",
        "/a%00",
        "/a\\b",
        "/a%",
        "/a%zz",
        "/a b",
        "/ä",
        "/a%3Fb",
        "/a%0d%0a"
      })
  void path_thatCanBeReadInSeveralWays_isNotPlain(String path) {
    assertThat(PlainPath.is(path)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/a", "/a/b.html", "/a/", "/caf%C3%A9", "/a..b", "/.well-known/x"})
  void path_thatCanBeReadInOneWay_isPlain(String path) {
    assertThat(PlainPath.is(path)).isTrue();
  }

  @Test
  void keys_ofDifferentAddresses_differ() {
    assertThat(key("/a", Map.of("x", List.of("1|2"))))
        .isNotEqualTo(key("/a|x=1", Map.of("x", List.of("2"))));
    assertThat(key("/a", Map.of("x", List.of("1&y=2"))))
        .isNotEqualTo(key("/a", Map.of("x", List.of("1"), "y", List.of("2"))));
    assertThat(key("/a", Map.of("x", List.of("1", "2"))))
        .isNotEqualTo(key("/a", Map.of("x", List.of("2", "1"))));
    assertThat(key("/a", Map.of())).isNotEqualTo(key("/a", Map.of("", List.of(""))));
  }

  private static String key(String path, Map<String, List<String>> parameters) {
    return RouteKey.ADDRESS.of(new RouteRequest("http", "shop.test", path, parameters));
  }

  @Test
  void tags_withVariables_areThoseOfThePathDecoded() {
    Route route = route("/{shop}/*/{id}/**", "shop:{shop}", "product:{shop}:{id}", "all");

    assertThat(route.tags("/a+b/x/caf%C3%A9/reviews"))
        .containsExactly("shop:a+b", "product:a+b:café", "all");
    assertThat(route.tags("/a$1/x/{id}")).contains("product:a$1:{id}");
  }

  private static Route route(String pattern, String... tags) {
    return new Route(
        RoutePattern.of(pattern),
        RoutePolicy.builder("pages", Duration.ofSeconds(1)).tags(tags).build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /products/{id}  | a:{no} | as "/products/{id}" has no variable {no}; allowed: {id}
          /{b}/{a}        | {c}    | as "/{b}/{a}" has no variable {c}; allowed: {a}, {b}
          /products/**    | a:{id} | as "/products/**" has no variable {id}; allowed: texts without braces, or a pattern with a variable, such as /products/{id}
          /products/{id}  | a:{}   | as "/products/{id}" has no variable {}; allowed: {id}
          /products/{id}  | a:{id  | allowed: texts with variables of the route's pattern in braces, such as product:{id}
          /products/{id}  | a:id}  | allowed: texts with variables of the route's pattern in braces, such as product:{id}
          """)
  void tag_thatIsNotAllowed_isRefused(String pattern, String tag, String problem) {
    assertThatThrownBy(() -> route(pattern, tag))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tags: \"" + tag + "\" is not allowed")
        .hasMessageEndingWith(problem);
  }

  @Test
  void policy_outOfRange_isRefused() {
    RoutePolicy.Builder builder = RoutePolicy.builder("pages", Duration.ofSeconds(1));

    assertThatThrownBy(() -> RoutePolicy.builder("pages", Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.absent(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.vary("Cookie")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.vary("a b")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.maxBody(-1)).isInstanceOf(IllegalArgumentException.class);
  }
}
