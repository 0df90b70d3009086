package org.entresol.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.entresol.config.ConfigurationException;
import org.entresol.web.RouteCache;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** Routes that methods of controllers name. */
@Tag("unit")
final class CachedRouteTest {

  @Test
  void answers_ofTheMethod_areKeptUntilTheirTagIsPurged() {
    String database = "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID());
    try (Library library = new Library(database, "spring.mvc.servlet.path=/api")) {
      String first = library.get("api/shelves/7?page=2&campaign=spring");

      assertThat(first).isEqualTo("shelf 7, page 2, by none: 1");
      assertThat(library.get("api/shelves/7?page=2")).isEqualTo(first);
      assertThat(library.get("api/shelves/7?page=3")).isEqualTo("shelf 7, page 3, by none: 2");

      library.context().getBean(RouteCache.class).purgeTags("shelf:7");
      assertThat(library.get("api/shelves/7?page=2")).isEqualTo("shelf 7, page 2, by none: 3");
    }
  }

  @Test
  void answers_ofOtherMethodsWhosePathsFit_areNotKeptAndOfAllParameters() {
    String database = "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID());
    try (Library library = new Library(database)) {
      assertThat(library.get("shelves/new?wide=very")).isEqualTo("very wide form 1");
      assertThat(library.get("shelves/new?wide=very")).isEqualTo("very wide form 2");
    }
  }

  @Test
  void answers_ofOtherMethodsWhosePathsFitARouteOfTheFileToo_areNotKept(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("entresol.yaml");
    Files.writeString(
        file,
        "routes: { '/shelves/{id}': { cache: pages, ttl: 5m, query: [page], tags: ['shelf:{id}'] } }");
    String database = "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID());
    try (Library library = new Library(database, "entresol.config=" + file.toUri())) {
      assertThat(library.get("shelves/7")).isEqualTo(library.get("shelves/7"));
      assertThat(library.get("shelves/new?wide=very")).isEqualTo("very wide form 2");
      assertThat(library.get("shelves/new?wide=very")).isEqualTo("very wide form 3");
    }
  }

  @Test
  void parameters_byWhichMethodsAreChosen_count() {
    String database = "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID());
    try (Library library = new Library(database)) {
      assertThat(library.get("shelves/7?sorted")).isEqualTo("sorted shelf 7: 1");
      assertThat(library.get("lists/7?version=2&campaign=spring")).isEqualTo("list 7: 2");
      assertThat(library.get("lists/7?version=2")).isEqualTo("list 7: 2");
    }
  }

  @Test
  void route_ofAContextBelow_isRefusedWithItsMethod() {
    with(Object.class)
        .run(
            context -> {
              var below = new AnnotationConfigWebApplicationContext();
              below.setParent(context);
              below.setServletContext(context.getServletContext());
              below.register(Mvc.class, Pages.class);

              assertThatThrownBy(below::refresh)
                  .isInstanceOf(ConfigurationException.class)
                  .hasMessageContaining("@CachedRoute of " + Pages.class.getName() + ".page: a");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"looks", "futures", "streams"})
  void answers_thatComeLater_areKept(String kind) {
    String database = "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID());
    try (Library library = new Library(database)) {
      String first = library.get(kind + "/7");

      assertThat(first).endsWith("1");
      Awaitility.await()
          .until(() -> library.ask(kind + "/7"), answer -> cacheStatus(answer).contains("; hit"));
      assertThat(library.get(kind + "/7")).isEqualTo(first);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"futures", "streams"})
  void answers_thatFailLater_areNotKept(String kind) {
    String database = "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID());
    try (Library library = new Library(database)) {
      for (int i = 0; i < 3; i++) {
        assertThat(cacheStatus(library.ask(kind + "/broken"))).doesNotContain("; hit");
      }
    }
  }

  private static String cacheStatus(HttpResponse<InputStream> answer) {
    return answer.headers().firstValue("Cache-Status").orElse("");
  }

  private static WebApplicationContextRunner with(Class<?> controller) {
    return new WebApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                EntresolAutoConfiguration.class, EntresolRoutesAutoConfiguration.class))
        .withUserConfiguration(Mvc.class, controller);
  }

  @EnableWebMvc
  static class Mvc {}

  @RestController
  static class Pages {
    @CachedRoute(ttl = "5m", vary = "Accept-Language")
    @GetMapping("/pages/{id}")
    String page() {
      return "page";
    }
  }

  @RestController
  static class Twice {
    @CachedRoute(ttl = "5m")
    @GetMapping(path = "/pages/{id}", produces = "text/plain")
    String plain() {
      return "page";
    }

    @CachedRoute(ttl = "6m")
    @GetMapping(path = "/pages/{name}", produces = "text/html")
    String html() {
      return "page";
    }
  }

  @RestController
  static class Changing {
    static final String REFUSAL =
        "@CachedRoute of org.entresol.spring.boot.CachedRouteTest$Changing.change:"
            + " a method for [POST] is not allowed; allowed: one for GET";

    @CachedRoute(ttl = "5m")
    @PostMapping("/pages")
    String change() {
      return "changed";
    }
  }

  @RestController
  static class Numbered {
    @CachedRoute(ttl = "5m")
    @GetMapping("/pages/{id:[0-9]+}")
    String page() {
      return "page";
    }
  }

  /** What the file says of a route that agrees with the annotation of {@link Pages}. */
  private static final String SAME =
      "cache: routes, ttl: 300s, vary: [accept-language], stale-if-error: 1h";

  private static WebApplicationContextRunner withFile(Path folder, String pattern, String said)
      throws IOException {
    Path file = folder.resolve("entresol.yaml");
    Files.writeString(file, "routes: { \"" + pattern + "\": { " + said + " } }");
    return with(Pages.class).withPropertyValues("entresol.config=" + file.toUri());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "300s | 1m",
        "routes | pages",
        "accept-language | accept",
        "1h | 1h, query: [page]",
        "1h | 1h, tags: [page]",
      })
  void route_thatTheFileNamesOtherwise_isRefusedWithBothPlaces(
      String part, String other, @TempDir Path folder) throws IOException {
    withFile(folder, "/pages/{id}", SAME.replace(part, other))
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("entresol.yaml")
                    .hasMessageContaining(
                        "\"/pages/{id}\" says otherwise than @CachedRoute of "
                            + Pages.class.getName()
                            + ".page; allowed: one of them"));
  }

  @Test
  void route_ofTheSamePathsThatTheFileNamesOtherwise_isRefused(@TempDir Path folder)
      throws IOException {
    withFile(folder, "/pages/*", "cache: routes, ttl: 1h")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("\"/pages/*\" says otherwise than @CachedRoute of"));
  }

  @Test
  void route_thatTheFileNamesAlike_isTaken(@TempDir Path folder) throws IOException {
    withFile(folder, "/pages/{id}", SAME).run(context -> assertThat(context).hasNotFailed());
  }

  @Test
  void route_thatTwoMethodsNameOtherwise_isRefusedWithBoth() {
    with(Twice.class)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining(Twice.class.getName() + ".plain")
                    .hasMessageContaining(Twice.class.getName() + ".html"));
  }

  @Test
  void route_thatIsNotAllowed_isRefusedWithItsMethod() {
    with(Changing.class)
        .run(context -> assertThat(context).getFailure().rootCause().hasMessage(Changing.REFUSAL));
    with(Numbered.class)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasStackTraceContaining(
                        "@CachedRoute of " + Numbered.class.getName() + ".page: the route"));
  }
}
