package org.entresol.applications;

import com.acme.shop.ShopApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A node of an application of Spring Boot's, as it is seen over HTTP. Thread-safe. */
final class Shop implements AutoCloseable {

  /** The ways to read a thing: the second-level cache, the query cache, and a cache of Spring's. */
  static final List<String> READS = List.of("item", "shelf", "label");

  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Node node;
  private final String address;

  /** Starts a node on a database, with the cache managers of an URI. */
  Shop(Generation libraries, String database, String caches) {
    this.node =
        new Node(
            libraries,
            ShopApplication.class,
            Stream.of(
                    "server.port=0",
                    "spring.main.banner-mode=off",
                    "spring.datasource.url=" + database,
                    "spring.jpa.hibernate.ddl-auto=update",
                    "spring.jpa.open-in-view=false",
                    "spring.cache.type=jcache",
                    "spring.cache.jcache.provider=org.entresol.jcache.EntresolCachingProvider",
                    "spring.cache.jcache.config=" + caches,
                    "spring.cache.cache-names=labels",
                    "spring.jpa.properties.hibernate.cache.region.factory_class=jcache",
                    "spring.jpa.properties.hibernate.cache.use_query_cache=true",
                    "spring.jpa.properties.hibernate.javax.cache.provider="
                        + "org.entresol.jcache.EntresolCachingProvider",
                    "spring.jpa.properties.hibernate.javax.cache.uri=" + caches,
                    "spring.jpa.properties.hibernate.javax.cache.missing_cache_strategy=create")
                .map("--"::concat)
                .toArray(String[]::new));
    this.address = node.tell("where");
  }

  /** What it says, if nothing fails. */
  String get(String path) {
    return send(HttpRequest.newBuilder().GET(), path);
  }

  String post(String path) {
    return send(HttpRequest.newBuilder().POST(BodyPublishers.noBody()), path);
  }

  private String send(HttpRequest.Builder request, String path) {
    URI uri = URI.create(address + "/" + path);
    try {
      HttpResponse<String> answer =
          client.send(request.uri(uri).timeout(LONGEST).build(), BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(uri + ": " + answer.statusCode() + " " + answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new IllegalStateException(uri.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(uri.toString(), e);
    }
  }

  /** For how long each of its caches has been without Redis, in milliseconds. */
  LongStream away() {
    return Stream.of(get("away").split("[^\\d]+"))
        .filter(text -> !text.isEmpty())
        .mapToLong(Long::parseLong);
  }

  @Override
  public void close() {
    node.close();
  }
}
