package org.entresol.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.library.LibraryController;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.entresol.web.RouteCache;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;

/** The filter of routes that the starter registers. */
@Tag("unit")
final class RoutesTest {

  @Test
  void routes_ofTheFile_areKeptUntilTheyArePurgedOrChanged(@TempDir Path folder)
      throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("entresol.yaml"), "routes: { /books/*: { cache: pages, ttl: 5m } }");
    String database = "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID());
    try (Library library = new Library(database, "entresol.config=" + file.toUri())) {
      LibraryController books = library.context().getBean(LibraryController.class);
      books.title(7, "first");

      assertThat(library.get("books/7")).isEqualTo("first");
      books.title(7, "second");
      assertThat(library.get("books/7")).isEqualTo("first");

      library.context().getBean(RouteCache.class).purge(library.uri("books/7"));
      assertThat(library.get("books/7")).isEqualTo("second");

      library.put("books/7", "third");
      assertThat(library.get("books/7")).isEqualTo("third");
    }
  }

  @Test
  void page_thatAVisitorWithASessionRenders_isKeptForAll(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("entresol.yaml"), "routes: { /books/*: { cache: pages, ttl: 5m } }");
    String database = "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID());
    try (Library library = new Library(database, "entresol.config=" + file.toUri())) {
      LibraryController books = library.context().getBean(LibraryController.class);
      books.title(7, "first");

      assertThat(library.get("books/7", library.get("entrance"))).isEqualTo("first");
      books.title(7, "second");

      assertThat(library.get("books/7", library.get("entrance"))).isEqualTo("first");
    }
  }

  @Test
  void filter_whereverSecurityStands_isBehindIt() {
    new WebApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                EntresolAutoConfiguration.class, EntresolRoutesAutoConfiguration.class))
        .withPropertyValues("spring.security.filter.order=50")
        .run(
            context ->
                assertThat(context.getBean(FilterRegistrationBean.class).getOrder()).isEqualTo(60));
  }

  @Test
  void filter_withoutTheModule_isNotThere() {
    new WebApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                EntresolAutoConfiguration.class, EntresolRoutesAutoConfiguration.class))
        .withClassLoader(new FilteredClassLoader(RouteCache.class))
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("entresolRouteFilter"));
  }
}
