package org.entresol.web.servlet;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.entresol.jcache.EntresolCachingProvider;
import org.entresol.web.CacheTags;
import org.entresol.web.RouteCache;
import org.entresol.web.ServletRoutes;
import org.entresol.web.route.RoutePolicy;
import org.entresol.web.site.Answer;
import org.entresol.web.site.Client;
import org.entresol.web.site.TomcatSite;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients purge by a method. */
@Tag("unit")
class PurgingTest {
  private static final String SECRET = "a-token-nobody-guesses";
  private static final String TOKEN = "Purge-Token: " + SECRET;
  private static final String PATH = "/products/7";

  private final EntresolCachingProvider provider = new EntresolCachingProvider();
  private final AtomicInteger purgesSeen = new AtomicInteger();
  private @Nullable TomcatSite site;

  private Client client(UnaryOperator<RouteCache.Builder> how) {
    RouteCache routes =
        how.apply(
                RouteCache.builder(provider.getCacheManager())
                    .route(
                        "/products/**",
                        RoutePolicy.builder("pages", Duration.ofMinutes(5)).build()))
            .build();
    TomcatSite opened =
        new TomcatSite(
            List.of(ServletRoutes.filter(routes)),
            (request, response) -> {
              if (request.getMethod().equals("PURGE")) {
                purgesSeen.incrementAndGet();
                response.setStatus(405);
              }
              CacheTags.add(request, "product:" + request.getRequestURI().replaceAll(".*/", ""));
              response.setHeader("Vary", "Accept-Language");
              response.getWriter().print("page");
            });
    site = opened;
    return new Client(opened.port());
  }

  private Client purgeable() {
    return client(builder -> builder.purgeToken(SECRET));
  }

  @AfterEach
  void close() {
    if (site != null) {
      site.close();
    }
    provider.close();
  }

  @Test
  void purge_withTheToken_dropsAllAnswersOfItsAddress() {
    Client client = purgeable();
    client.get(PATH, "Accept-Language: de");
    client.get(PATH, "Accept-Language: fr");
    client.get("/products/8");

    Answer purge = client.send("PURGE", PATH, "", TOKEN);

    assertThat(purge.status()).isEqualTo(204);
    assertThat(client.get(PATH, "Accept-Language: de").isHit()).isFalse();
    assertThat(client.get(PATH, "Accept-Language: fr").isHit()).isFalse();
    assertThat(client.get("/products/8").isHit()).isTrue();
    assertThat(purgesSeen).hasValue(0);
  }

  @Test
  void purge_withTags_dropsWhatHasOne() {
    Client client = purgeable();
    List<String> paths = List.of(PATH, "/products/8", "/products/9");
    paths.forEach(client::get);

    Answer purge =
        client.send("PURGE", "/products/9", "", TOKEN, "Cache-Tag: product:7, product:8");

    assertThat(purge.status()).isEqualTo(204);
    assertThat(paths.stream().map(client::get).map(Answer::isHit))
        .containsExactly(false, false, true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Purge-Token: a-token-nobody-guesseS",
        "Purge-Token: a-token",
        "Purge-Token:",
        "Authorization: Bearer " + SECRET
      })
  void purge_withoutTheToken_isForbidden(String field) {
    Client client = purgeable();
    client.get(PATH);

    assertThat(client.send("PURGE", PATH, "", field).status()).isEqualTo(403);
    assertThat(client.send("PURGE", PATH, "", field, "Cache-Tag: product:7").status())
        .isEqualTo(403);

    assertThat(client.get(PATH).isHit()).isTrue();
    assertThat(purgesSeen).hasValue(0);
  }

  @Test
  void purge_thatNobodyAllows_isTheApplicationsToAnswer() {
    Client client = client(builder -> builder);
    client.get(PATH);

    Answer purge = client.send("PURGE", PATH, "", TOKEN, "Cache-Tag: product:7");

    assertThat(purge.status()).isEqualTo(405);
    assertThat(purgesSeen).hasValue(1);
    assertThat(client.get(PATH).isHit()).isTrue();
  }

  @Test
  void purge_thatMakesNoSense_isToldSo() {
    Client client = purgeable();
    String many =
        IntStream.range(0, 65).mapToObj(i -> "t" + i).collect(joining(",", "Cache-Tag: ", ""));

    assertThat(client.send("PURGE", "/account", "", TOKEN).status()).isEqualTo(404);
    assertThat(client.send("PURGE", PATH, "", TOKEN, "Cache-Tag: ,").status()).isEqualTo(400);
    assertThat(client.send("PURGE", PATH, "", TOKEN, many).status()).isEqualTo(400);
    assertThat(client.send("purge", PATH, "", TOKEN).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "too-short", "with blanks in between it", "with-ümlaut-in-between"})
  void token_thatIsNone_isRefused(String token) {
    assertThatThrownBy(() -> client(builder -> builder.purgeToken(token)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("allowed: 16 or more of ASCII")
        .satisfies(
            e ->
                assertThat(token.isEmpty() || !String.valueOf(e.getMessage()).contains(token))
                    .isTrue());
  }
}
