package org.entresol.web.site;

import jakarta.servlet.Filter;
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
import java.util.concurrent.Semaphore;
import javax.cache.spi.CachingProvider;
import org.entresol.EntresolCacheManager;
import org.entresol.jcache.EntresolCachingProvider;
import org.entresol.web.RouteCache;
import org.entresol.web.ServletRoutes;
import org.entresol.web.route.RoutePolicy;

/**
 * A server whose pages come from another one, through the filter: for suites that bring their own.
 */
public final class Gateway implements AutoCloseable {
  static {
    // A connection that the other server may be about to close is not used again.
    System.setProperty("jdk.httpclient.keepalive.timeout", "1");
  }

  private static final String FIRST = "first";
  private static final Set<String> OF_THE_CACHE =
      Set.of("if-none-match", "if-modified-since", "if-range", "range");
  private static final Set<String> OF_THE_CONNECTION =
      Set.of("connection", "host", "content-length", "transfer-encoding", "upgrade", "expect");
  private static final Set<String> OF_THE_ANSWER =
      Set.of("content-length", "transfer-encoding", ":status");

  private final CachingProvider provider = new EntresolCachingProvider();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final String origin;

  /** The suites ask for hundreds of pages at once; of so many, some would be rendered unkept. */
  private final Semaphore places = new Semaphore(8);

  private final Site site;

  /**
   * Keeps what lies below {@code /test}, for as long as the other server says.
   *
   * @param origin the address of the other server
   */
  public Gateway(String origin) {
    this.origin = origin;
    RouteCache routes =
        RouteCache.builder((EntresolCacheManager) provider.getCacheManager())
            .route("/test/**", RoutePolicy.builder("pages", Duration.ofMillis(1)).build())
            .build();
    // The other server sees all fields, as it says itself by which its answers vary.
    Filter before =
        (request, response, chain) -> {
          request.setAttribute(FIRST, request);
          places.acquireUninterruptibly();
          try {
            chain.doFilter(request, response);
          } finally {
            places.release();
          }
        };
    site = new TomcatSite(List.of(before, ServletRoutes.filter(routes)), this::pass);
  }

  public int port() {
    return site.port();
  }

  @Override
  public void close() {
    site.close();
    provider.close();
  }

  private void pass(HttpServletRequest request, HttpServletResponse response) throws IOException {
    HttpResponse<byte[]> answer;
    try {
      answer = client.send(passed(request), BodyHandlers.ofByteArray());
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

  private HttpRequest passed(HttpServletRequest request) throws IOException {
    HttpServletRequest first = (HttpServletRequest) request.getAttribute(FIRST);
    String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(origin + request.getRequestURI() + query))
            .method(
                request.getMethod(),
                BodyPublishers.ofByteArray(first.getInputStream().readAllBytes()));
    for (String name : Collections.list(first.getHeaderNames())) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (!OF_THE_CONNECTION.contains(lower) && !OF_THE_CACHE.contains(lower)) {
        Collections.list(first.getHeaders(name)).forEach(value -> builder.header(name, value));
      }
    }
    for (String name : OF_THE_CACHE) {
      Collections.list(request.getHeaders(name)).forEach(value -> builder.header(name, value));
    }
    return builder.build();
  }
}
