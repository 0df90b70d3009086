package org.entresol.web.site;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.entresol.EntresolCacheManager;
import org.entresol.jcache.EntresolCachingProvider;
import org.entresol.web.RouteCache;
import org.entresol.web.route.RoutePolicy;

/**
 * A server whose pages come from another one, through the filter: for suites that bring their own.
 */
public final class Gateway {
  private static final Set<String> OF_THE_REQUEST =
      Set.of("connection", "host", "content-length", "transfer-encoding", "upgrade", "expect");
  private static final Set<String> OF_THE_ANSWER =
      Set.of("content-length", "transfer-encoding", ":status");

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final String origin;

  private Gateway(String origin) {
    this.origin = origin;
  }

  /** Passes on until it is ended; the argument is the address of the other server. */
  public static void main(String[] arguments) {
    EntresolCacheManager manager = new EntresolCachingProvider().getCacheManager();
    RouteCache routes =
        RouteCache.builder(manager)
            .route("/test/**", RoutePolicy.builder("pages", Duration.ofMillis(1)).build())
            .build();
    Gateway gateway = new Gateway(arguments[0]);
    TomcatSite site = new TomcatSite(List.of(routes.filter()), gateway::pass);
    System.out.println(site.port());
  }

  private void pass(HttpServletRequest request, HttpServletResponse response) throws IOException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(origin + request.getRequestURI() + query(request)))
            .method(
                request.getMethod(),
                BodyPublishers.ofByteArray(request.getInputStream().readAllBytes()));
    for (String name : Collections.list(request.getHeaderNames())) {
      if (!OF_THE_REQUEST.contains(name.toLowerCase(Locale.ROOT))) {
        Collections.list(request.getHeaders(name)).forEach(value -> builder.header(name, value));
      }
    }
    HttpResponse<byte[]> answer;
    try {
      answer = client.send(builder.build(), BodyHandlers.ofByteArray());
    } catch (IOException | InterruptedException e) {
      response.sendError(HttpServletResponse.SC_BAD_GATEWAY);
      return;
    }
    response.setStatus(answer.statusCode());
    answer
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!OF_THE_ANSWER.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> response.addHeader(name, value));
              }
            });
    response.getOutputStream().write(answer.body());
  }

  private static String query(HttpServletRequest request) {
    return request.getQueryString() == null ? "" : "?" + request.getQueryString();
  }
}
