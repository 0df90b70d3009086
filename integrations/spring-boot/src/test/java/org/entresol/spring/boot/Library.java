package org.entresol.spring.boot;

import com.acme.library.LibraryApplication;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** One instance of the library, as it is seen over HTTP. */
final class Library implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final HttpClient client = HttpClient.newHttpClient();
  private final ConfigurableApplicationContext context;

  /**
   * Starts it.
   *
   * @param database the URL of its database
   * @param properties as {@code name=value}
   */
  Library(String database, String... properties) {
    context =
        SpringApplication.run(
            LibraryApplication.class,
            Stream.concat(
                    Stream.of(
                        "server.port=0",
                        "spring.main.banner-mode=off",
                        "spring.datasource.url=" + database,
                        "spring.jpa.hibernate.ddl-auto=update",
                        "spring.jpa.open-in-view=false",
                        "management.endpoint.health.show-details=always",
                        "management.endpoint.health.group.sum.include=*",
                        "management.endpoint.health.group.sum.show-components=never",
                        "management.endpoints.web.exposure.include=health,metrics,entresol"),
                    Stream.of(properties))
                .map("--"::concat)
                .toArray(String[]::new));
  }

  ConfigurableApplicationContext context() {
    return context;
  }

  String get(String path) {
    return send("GET", path, "");
  }

  /** What a visitor is answered who has a session. */
  String get(String path, String session) {
    return send(
        HttpRequest.newBuilder(uri(path)).header("Cookie", "JSESSIONID=" + session).build());
  }

  /** The head of an answer, whatever becomes of its content. */
  HttpResponse<InputStream> ask(String path) {
    try {
      return client.send(
          HttpRequest.newBuilder(uri(path)).timeout(LONGEST).build(), BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new IllegalStateException(path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(path, e);
    }
  }

  void put(String path, String body) {
    send("PUT", path, body);
  }

  /** The status of the answer to a POST with some JSON. */
  int post(String path, String json) {
    try {
      return client
          .send(
              HttpRequest.newBuilder(uri(path))
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(json))
                  .timeout(LONGEST)
                  .build(),
              BodyHandlers.ofString())
          .statusCode();
    } catch (IOException e) {
      throw new IllegalStateException(path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(path, e);
    }
  }

  URI uri(String path) {
    return URI.create(
        "http://localhost:"
            + context.getEnvironment().getProperty("local.server.port")
            + "/"
            + path);
  }

  void delete(String path) {
    send("DELETE", path, "");
  }

  private String send(String method, String path, String body) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .method(method, BodyPublishers.ofString(body))
            .timeout(LONGEST)
            .build());
  }

  private String send(HttpRequest request) {
    URI uri = request.uri();
    try {
      var answer = client.send(request, BodyHandlers.ofString());
      if (!List.of(200, 503).contains(answer.statusCode())) {
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

  @Override
  public void close() {
    context.close();
  }
}
