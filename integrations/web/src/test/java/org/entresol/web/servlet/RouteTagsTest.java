package org.entresol.web.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.entresol.EntresolCacheManager;
import org.entresol.jcache.EntresolCachingProvider;
import org.entresol.web.CacheTags;
import org.entresol.web.RouteCache;
import org.entresol.web.ServletRoutes;
import org.entresol.web.site.Answer;
import org.entresol.web.site.Client;
import org.entresol.web.site.Page;
import org.entresol.web.site.TomcatSite;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that have tags, and go by them. */
@Tag("unit")
@SuppressWarnings("NullAway.Init") // each test opens its site first
class RouteTagsTest {
  private static final String ROUTES =
      """
      routes:
        /products/{id}: { cache: pages, ttl: 5m, tags: ["product:{id}"] }
        /lists/**: { cache: lists, ttl: 5m, show-tags: true }
      """;

  private final EntresolCachingProvider provider = new EntresolCachingProvider();
  private final AtomicInteger renderings = new AtomicInteger();

  @TempDir Path folder;
  private RouteCache routes;
  private TomcatSite site;

  private Client client(Page page) throws IOException {
    URI file = Files.writeString(folder.resolve("entresol.yaml"), ROUTES).toUri();
    EntresolCacheManager manager =
        provider.getCacheManager(file, RouteTagsTest.class.getClassLoader(), new Properties());
    routes = RouteCache.configured(manager).build();
    site =
        new TomcatSite(
            List.of(ServletRoutes.filter(routes)),
            (request, response) -> {
              renderings.incrementAndGet();
              page.render(request, response);
              response.getWriter().print("page " + renderings);
            });
    return new Client(site.port());
  }

  @AfterEach
  void close() {
    site.close();
    provider.close();
  }

  @Test
  void purge_byATagOfTheRoute_dropsTheAnswersOfItsPaths() throws IOException {
    Client client = client((request, response) -> {});
    client.get("/products/7?a=1");
    client.get("/products/%37");
    client.get("/products/8");

    routes.purgeTags("product:7");

    assertThat(client.get("/products/7?a=1").isHit()).isFalse();
    assertThat(client.get("/products/%37").isHit()).isFalse();
    assertThat(client.get("/products/8").isHit()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Cache-Tag     | one, Two words ,three | Two words
          Surrogate-Key | one two               | two
          surrogate-key | one                   | one
          """)
  void purge_byATagThatTheAnswerSays_dropsIt(String field, String said, String tag)
      throws IOException {
    Client client =
        client(
            (request, response) -> {
              if (request.getRequestURI().endsWith("7")) {
                response.addHeader(field, said);
              }
            });
    client.get("/products/7");
    client.get("/products/8");

    routes.purgeTags("other", "ONE");
    assertThat(client.get("/products/7").isHit()).isTrue();
    routes.purgeTags(tag);

    assertThat(client.get("/products/7").isHit()).isFalse();
    assertThat(client.get("/products/8").isHit()).isTrue();
  }

  @Test
  void purge_byATagThatTheHandlerAdds_dropsAnswersOfAllRoutes() throws IOException {
    Client client = client((request, response) -> CacheTags.add(request, "customer:42"));
    client.get("/products/7");
    client.get("/lists/all");

    routes.purgeTags("customer:42");

    assertThat(client.get("/products/7").isHit()).isFalse();
    assertThat(client.get("/lists/all").isHit()).isFalse();
  }

  @Test
  void purge_ofAnswersThatVary_dropsAllOfThem() throws IOException {
    Client client = client((request, response) -> response.setHeader("Vary", "Accept-Language"));
    List<String> languages = List.of("de", "fr", "it");
    languages.forEach(each -> client.get("/products/7", "Accept-Language: " + each));
    assertThat(client.get("/products/7", "Accept-Language: fr").isHit()).isTrue();

    routes.purgeTags("product:7");

    assertThat(languages)
        .noneMatch(each -> client.get("/products/7", "Accept-Language: " + each).isHit());
  }

  @Test
  void purge_ofWhatOneVariantSays_dropsThatOne() throws IOException {
    Client client =
        client(
            (request, response) -> {
              response.setHeader("Vary", "Accept-Language");
              response.setHeader("Cache-Tag", "in-" + request.getHeader("Accept-Language"));
            });
    client.get("/products/7", "Accept-Language: de");
    client.get("/products/7", "Accept-Language: fr");

    routes.purgeTags("in-fr");

    assertThat(client.get("/products/7", "Accept-Language: de").isHit()).isTrue();
    assertThat(client.get("/products/7", "Accept-Language: fr").isHit()).isFalse();
  }

  @Test
  void fields_withTags_areSeenByClientsOnlyWhereItIsSaid() throws IOException {
    Client client =
        client(
            (request, response) -> {
              response.setHeader("Cache-Tag", "secret");
              response.setHeader("Surrogate-Key", "secret");
              if (request.getParameter("private") != null) {
                response.setHeader("Cache-Control", "no-store");
              }
            });

    for (String query : List.of("", "", "?private")) {
      Answer hidden = client.get("/products/7" + query);
      Answer shown = client.get("/lists/7" + query);
      assertThat(hidden.fields()).doesNotContainKeys("cache-tag", "surrogate-key");
      assertThat(shown.field("Cache-Tag")).isEqualTo("secret");
    }
    assertThat(client.send("POST", "/products/7", "").fields()).doesNotContainKey("cache-tag");
  }

  @ParameterizedTest
  @CsvSource({"63, 1, true", "64, 1, false", "1, 1001, false"})
  void answer_withMoreTagsThanAnEntryMayHave_isNotKept(int many, int length, boolean kept)
      throws IOException {
    List<String> tags =
        IntStream.range(0, many)
            .mapToObj(i -> String.join("", Collections.nCopies(length, "" + (char) ('0' + i))))
            .toList();
    Client client = client((request, response) -> CacheTags.add(request, tags));

    Answer first = client.get("/products/x");

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.cacheStatus())
        .isEqualTo("entresol; fwd=uri-miss; " + (kept ? "stored" : "detail=tags"));
    assertThat(client.get("/products/x").isHit()).isEqualTo(kept);
  }
}
