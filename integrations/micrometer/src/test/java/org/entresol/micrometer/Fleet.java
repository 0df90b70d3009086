package org.entresol.micrometer;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.entresol.EntresolCache;
import org.entresol.EntresolCacheManager;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.jcache.EntresolCachingProvider;

/** Nodes that share a Redis, the first of which Prometheus asks. Closed by who makes it. */
final class Fleet implements AutoCloseable {
  private final List<EntresolCachingProvider> providers = new ArrayList<>();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final EntresolCacheManager one;
  private final EntresolCacheManager two;

  Fleet(String first, String second) {
    this.one = manager(first);
    this.two = manager(second);
    new EntresolMeters(one).bindTo(registry);
  }

  private EntresolCacheManager manager(String address) {
    EntresolCachingProvider provider = new EntresolCachingProvider();
    providers.add(provider);
    Properties properties = new Properties();
    properties.setProperty("entresol.command-timeout", "500ms");
    return provider.getCacheManager(URI.create(address), null, properties);
  }

  static EntresolConfiguration.Builder<String, String> texts() {
    return EntresolConfiguration.builder(String.class, String.class).stack(Stack.HEAP_REDIS);
  }

  EntresolCache<String, String> here(
      String name, EntresolConfiguration.Builder<String, String> as) {
    EntresolCache<String, String> made = one.createCache(name, as.build());
    // The first look finds it; the figures count from then on.
    Scrape unused = scrape();
    return made;
  }

  <V> EntresolCache<String, V> there(String name, EntresolConfiguration.Builder<String, V> as) {
    return two.createCache(name, as.build());
  }

  /** What Prometheus gets of the first node. */
  Scrape scrape() {
    String looked = registry.scrape();
    return looked.isEmpty() ? Scrape.of("") : Scrape.of(registry.scrape());
  }

  /** The names of all meters of caches, and of the manager. */
  Stream<String> meters() {
    return registry.getMeters().stream().map(meter -> meter.getId().getName()).distinct();
  }

  @Override
  public void close() {
    providers.forEach(EntresolCachingProvider::close);
    registry.close();
  }
}
