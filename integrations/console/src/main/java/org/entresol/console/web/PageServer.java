package org.entresol.console.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The server of one page and of what it asks for. Threads, connections, bodies and the time of a
 * request are bounded. Thread-safe.
 */
public final class PageServer implements AutoCloseable {

  private static final int THREADS = 8;
  private static final int BACKLOG = 32;
  private static final int MOST_BODY = 64_000;

  /**
   * What the JDK's server goes by, all of it in one JVM; what is set already stays. The time of an
   * answer is that of what is done for it, such as to go through the names of all keys.
   */
  private static final Map<String, String> BOUNDS =
      Map.of(
          "jdk.httpserver.maxConnections", "64",
          "sun.net.httpserver.maxReqTime", "10",
          "sun.net.httpserver.maxRspTime", "600",
          "sun.net.httpserver.maxReqHeaders", "50");

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src"
              + " 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Cache-Control",
          "no-store");

  private final HttpServer server;
  private final ExecutorService threads;
  private final Guard guard;
  private final Routes routes;

  /**
   * What is asked for, by path.
   *
   * @param reads what changes nothing
   * @param changes what does; each needs a token
   * @param failure what is answered when a route throws what is no {@link Refusal}
   */
  public record Routes(
      Map<String, Route> reads,
      Map<String, Route> changes,
      Function<RuntimeException, Refusal> failure) {}

  private PageServer(HttpServer server, Guard guard, Routes routes) {
    AtomicInteger number = new AtomicInteger();
    this.server = server;
    this.guard = guard;
    this.routes = routes;
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.MINUTES,
            // Each connection has one request at most here, and connections are bounded.
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "entresol-console-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Starts a server.
   *
   * @throws IOException if the address cannot be listened at
   */
  public static PageServer start(PageOptions options, Routes routes) throws IOException {
    BOUNDS.forEach(
        (name, value) -> {
          if (System.getProperty(name) == null) {
            System.setProperty(name, value);
          }
        });
    InetSocketAddress at = new InetSocketAddress(options.bind(), options.port());
    Guard guard =
        new Guard(options.tokens(), options.names(), options.isReached(), options.journal());
    PageServer started = new PageServer(HttpServer.create(at, BACKLOG), guard, routes);
    started.server.setExecutor(started.threads);
    started.server.createContext("/", started::handle);
    started.server.start();
    return started;
  }

  /** Where the page is. */
  public URI address() {
    InetSocketAddress local = server.getAddress();
    InetAddress address = local.getAddress();
    String host = address.getHostAddress().replaceAll("%.*", "");
    return URI.create(
        "http://%s:%d/".formatted(host.contains(":") ? "[" + host + "]" : host, local.getPort()));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      HEADERS.forEach(exchange.getResponseHeaders()::set);
      try {
        answer(exchange);
      } catch (Refusal e) {
        refuse(exchange, e);
      } catch (RuntimeException e) {
        refuse(exchange, routes.failure().apply(e));
      }
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    guard.requireHost(exchange);
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    PageFile file = PageFile.ALL.get(path);
    Route read = routes.reads().get(path);
    Route change = routes.changes().get(path);
    if (file != null) {
      require(exchange, method, "GET");
      send(exchange, 200, file.type(), file.bytes());
    } else if (read != null) {
      require(exchange, method, "GET");
      guard.requireReader(exchange);
      json(exchange, 200, read.answer(new Call("", query(exchange))));
    } else if (change != null) {
      require(exchange, method, "POST");
      String who = guard.requireChanger(exchange);
      json(exchange, 200, change.answer(new Call(who, Form.ofJson(body(exchange)))));
    } else {
      throw new Refusal(404, "there is nothing at this path");
    }
  }

  private static void require(HttpExchange exchange, String method, String allowed) {
    if (!method.equals(allowed)) {
      exchange.getResponseHeaders().set("Allow", allowed);
      throw new Refusal(405, "the method is not allowed here; allowed: " + allowed);
    }
  }

  private static Map<String, List<String>> query(HttpExchange exchange) {
    return Form.ofQuery(exchange.getRequestURI().getRawQuery());
  }

  private static String body(HttpExchange exchange) throws IOException {
    try (InputStream stream = exchange.getRequestBody()) {
      byte[] bytes = stream.readNBytes(MOST_BODY + 1);
      if (bytes.length > MOST_BODY) {
        throw new Refusal(413, "the body is too long; allowed: %d bytes".formatted(MOST_BODY));
      }
      return new String(bytes, UTF_8);
    }
  }

  private static void refuse(HttpExchange exchange, Refusal refusal) throws IOException {
    // What has not been read of the body is not waited for.
    exchange.getResponseHeaders().set("Connection", "close");
    json(exchange, refusal.status(), Map.of("error", String.valueOf(refusal.getMessage())));
  }

  private static void json(HttpExchange exchange, int status, Object value) throws IOException {
    send(exchange, status, "application/json", Json.of(value).getBytes(UTF_8));
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] bytes)
      throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
