package org.entresol.web.site;

import java.net.URI;
import java.time.Duration;
import java.util.Properties;
import java.util.function.UnaryOperator;
import javax.cache.spi.CachingProvider;
import org.entresol.EntresolCacheManager;
import org.entresol.jcache.EntresolCachingProvider;
import org.entresol.web.RouteCache;
import org.entresol.web.route.RoutePolicy;

/** What a node of a site has beside its server: a manager, and {@code /products/**} in a cache. */
public abstract class Node implements AutoCloseable {
  private final CachingProvider provider = new EntresolCachingProvider();
  private final TestClock clock = new TestClock();
  private final EntresolCacheManager manager;
  private final RouteCache routes;

  Node(
      URI configuration,
      UnaryOperator<RoutePolicy.Builder> policy,
      UnaryOperator<RouteCache.Builder> settings) {
    manager =
        (EntresolCacheManager)
            provider.getCacheManager(configuration, Node.class.getClassLoader(), new Properties());
    RoutePolicy products =
        policy.apply(RoutePolicy.builder("pages", Duration.ofMinutes(5))).build();
    RouteCache.Builder builder =
        RouteCache.builder(manager).route("/products/**", products).clock(clock);
    routes = settings.apply(builder).build();
  }

  public abstract int port();

  public Client client() {
    return new Client(port());
  }

  public EntresolCacheManager manager() {
    return manager;
  }

  public RouteCache routes() {
    return routes;
  }

  public TestClock clock() {
    return clock;
  }

  @Override
  public void close() {
    provider.close();
  }
}
