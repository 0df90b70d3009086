package org.entresol.web.site;

import jakarta.servlet.Filter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.UnaryOperator;
import javax.cache.spi.CachingProvider;
import org.entresol.EntresolCacheManager;
import org.entresol.jcache.EntresolCachingProvider;
import org.entresol.web.RouteCache;
import org.entresol.web.ServletRoutes;
import org.entresol.web.route.RoutePolicy;

/** One node of a site: a server, a manager, and the route {@code /products/**} in a cache. */
public final class Shop implements AutoCloseable {
  private final CachingProvider provider = new EntresolCachingProvider();
  private final TestClock clock = new TestClock();
  private final EntresolCacheManager manager;
  private final RouteCache routes;
  private final Site site;

  public Shop(Site.Kind kind, Filter before, UnaryOperator<RoutePolicy.Builder> policy, Page page) {
    this(kind, URI.create("entresol:default"), List.of(before), policy, page);
  }

  public Shop(
      Site.Kind kind,
      URI configuration,
      List<Filter> before,
      UnaryOperator<RoutePolicy.Builder> policy,
      Page page) {
    manager =
        (EntresolCacheManager)
            provider.getCacheManager(configuration, Shop.class.getClassLoader(), new Properties());
    routes =
        RouteCache.builder(manager)
            .route(
                "/products/**",
                policy.apply(RoutePolicy.builder("pages", Duration.ofMinutes(5))).build())
            .clock(clock)
            .build();
    List<Filter> filters = new ArrayList<>(before);
    filters.add(ServletRoutes.filter(routes));
    site = kind.start(filters, page);
  }

  public Client client() {
    return new Client(site.port());
  }

  public int port() {
    return site.port();
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
    site.close();
    provider.close();
  }
}
