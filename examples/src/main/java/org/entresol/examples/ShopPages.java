package org.entresol.examples;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.cache.Caching;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.entresol.EntresolCacheManager;
import org.entresol.web.RouteCache;
import org.entresol.web.ServletRoutes;
import org.entresol.web.route.RoutePolicy;

/**
 * One instance of a shop whose pages take 300 ms each; all instances over one Redis render a page
 * once. To be started twice, with different ports, beside a Redis server.
 */
public final class ShopPages implements AutoCloseable {
  private static final long RENDERING_MILLIS = 300;

  private final Tomcat tomcat = new Tomcat();
  private final AtomicInteger rendered = new AtomicInteger();
  private final RouteCache routes;

  ShopPages(EntresolCacheManager manager, int port, String purgeToken) throws LifecycleException {
    // tag::route-cache[]
    routes =
        RouteCache.builder(manager)
            .route(
                "/products/{id}",
                RoutePolicy.builder("pages", Duration.ofMinutes(5))
                    .query("page")
                    .tags("product:{id}")
                    .build())
            .purgeToken(purgeToken)
            .build();
    // end::route-cache[]
    tomcat.setBaseDir(System.getProperty("java.io.tmpdir"));
    tomcat.setPort(port);
    // All instances are one site, as behind a balancer: the host of an address is a part of its
    // key.
    tomcat.getConnector().setProxyName("shop.example");
    tomcat.getConnector().setProxyPort(80);
    Context shop = tomcat.addContext("", null);
    shop.addServletContainerInitializer(
        (classes, context) -> ServletRoutes.register(routes, context), null);
    Tomcat.addServlet(shop, "pages", new Pages());
    shop.addServletMappingDecoded("/products/*", "pages");
    tomcat.start();
  }

  /**
   * Runs the example until it is stopped.
   *
   * @param arguments the port, the address of Redis if it is another one than {@code
   *     redis://127.0.0.1:6379}, and the token of who may purge if it is another one
   */
  public static void main(String[] arguments) throws LifecycleException {
    int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8081;
    String address = arguments.length > 1 ? arguments[1] : "redis://127.0.0.1:6379";
    String token = arguments.length > 2 ? arguments[2] : "a-token-for-trying";
    EntresolCacheManager manager =
        (EntresolCacheManager)
            Caching.getCachingProvider().getCacheManager(URI.create(address), null);
    try (ShopPages shop = new ShopPages(manager, port, token)) {
      System.out.println("http://localhost:" + shop.port() + "/products/7");
      shop.tomcat.getServer().await();
    }
    manager.close();
  }

  int port() {
    return tomcat.getConnector().getLocalPort();
  }

  /** How many pages this instance has rendered. */
  int rendered() {
    return rendered.get();
  }

  /** What a page shows is in a database, and takes its time. */
  private final class Pages extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(RENDERING_MILLIS));
      response.setContentType("text/plain;charset=UTF-8");
      response
          .getWriter()
          .write("product %s, %d\n".formatted(request.getPathInfo(), rendered.incrementAndGet()));
    }
  }

  @Override
  public void close() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
    routes.close();
  }
}
