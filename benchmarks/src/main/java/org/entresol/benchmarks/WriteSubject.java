package org.entresol.benchmarks;

import java.net.URI;
import java.util.Properties;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.entresol.EntresolCache;
import org.entresol.Stack;
import org.entresol.jcache.EntresolCachingProvider;

/**
 * A cache whose puts reach a source in one way, with a manager of its own.
 *
 * @param source what it writes to, if it does
 */
record WriteSubject(
    CacheManager manager, EntresolCache<String, String> cache, CountingSource source)
    implements AutoCloseable {

  /** Opens a new, empty cache; those beside each other share nothing but the server. */
  @SuppressWarnings("unchecked") // it was made with these types
  static WriteSubject open(WriteWay way, Stack stack, String address) {
    String name = stack.configName() + "-" + Labels.of(way);
    Properties properties = new Properties();
    properties.setProperty("entresol.namespace", "writes-" + name.replace('+', '-'));
    CacheManager manager =
        Caching.getCachingProvider(EntresolCachingProvider.class.getName())
            .getCacheManager(URI.create(address + "#" + name), null, properties);
    CountingSource source = new CountingSource();
    return new WriteSubject(
        manager,
        manager
            .createCache(CacheShape.NAME, way.configuration(stack, source))
            .unwrap(EntresolCache.class),
        source);
  }

  /** Removes everything that was stored, and ends what was started. */
  @Override
  public void close() {
    manager.destroyCache(CacheShape.NAME);
    manager.close();
  }
}
