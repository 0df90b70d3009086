package org.entresol.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.cache.spi.CachingProvider;
import org.entresol.EntresolCacheManager;
import org.entresol.jcache.EntresolCachingProvider;
import org.entresol.testing.RedisServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("server")
class ShopPagesTest {
  private static final Path PAGE = Path.of("../src/site/markdown/routes.md");
  private static final String TOKEN = "a-token-for-trying";

  private final HttpClient client = HttpClient.newHttpClient();
  private final StringBuilder transcript = new StringBuilder();

  @Test
  void instances_ofOneRedis_renderAPageOnceAndLetItGoByItsTag() throws Exception {
    try (RedisServer redis = RedisServer.start();
        CachingProvider first = new EntresolCachingProvider();
        CachingProvider second = new EntresolCachingProvider();
        ShopPages one = new ShopPages(manager(first, redis), 0, TOKEN);
        ShopPages two = new ShopPages(manager(second, redis), 0, TOKEN)) {
      assertThat(get(one, 8081)).isEqualTo(get(two, 8082));
      assertThat(one.rendered() + two.rendered()).isEqualTo(1);

      purge(two, 8082);
      // The other instance hears of it a moment later.
      String renewed = await().until(() -> status(one), said -> said.contains("; fwd="));
      transcribe(8081, renewed);

      assertThat(one.rendered()).isEqualTo(2);
      assertThat(Files.readString(PAGE)).contains(transcript);
    }
  }

  private static EntresolCacheManager manager(CachingProvider provider, RedisServer redis) {
    return (EntresolCacheManager) provider.getCacheManager(URI.create(redis.address()), null);
  }

  /** Asks for the page; the port, and how long the answer is fresh, are those of the manual. */
  private String get(ShopPages shop, int shown) throws Exception {
    HttpResponse<String> answer = ask(shop, "GET", "");
    transcribe(shown, status(answer).replaceFirst("ttl=\\d+", "ttl=299"));
    return answer.body();
  }

  private void transcribe(int port, String status) {
    transcript
        .append("$ curl -si http://localhost:%d/products/7 | grep Cache-Status%n".formatted(port))
        .append("Cache-Status: %s%n".formatted(status));
  }

  private void purge(ShopPages shop, int shown) throws Exception {
    assertThat(ask(shop, "PURGE", "product:7").statusCode()).isEqualTo(204);
    transcript.append(
        "$ curl -X PURGE -H \"Purge-Token: %s\" -H \"Cache-Tag: product:7\" http://localhost:%d/products/7%n"
            .formatted(TOKEN, shown));
  }

  private String status(ShopPages shop) throws Exception {
    return status(ask(shop, "GET", ""));
  }

  private static String status(HttpResponse<String> answer) {
    return answer.headers().firstValue("Cache-Status").orElse("");
  }

  private HttpResponse<String> ask(ShopPages shop, String method, String tag) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + shop.port() + "/products/7"))
            .method(method, BodyPublishers.noBody());
    if (!tag.isEmpty()) {
      request.header("Purge-Token", TOKEN).header("Cache-Tag", tag);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
