package org.entresol.spring.boot;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.entresol.EntresolCache;
import org.entresol.EntresolCacheManager;
import org.entresol.EntresolConfiguration;
import org.entresol.WriteMode;
import org.entresol.config.ManagerConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/** The end point {@code entresol}: the caches, their figures, and their configuration in force. */
@Endpoint(id = "entresol")
public class EntresolEndpoint {
  private final EntresolCacheManager manager;

  EntresolEndpoint(EntresolCacheManager manager) {
    this.manager = manager;
  }

  /** The manager, and all its caches. */
  @ReadOperation
  public Map<String, Object> caches() {
    Map<String, Object> caches = new TreeMap<>();
    for (String name : manager.getCacheNames()) {
      Map<String, Object> cache = cache(name);
      if (cache != null) {
        caches.put(name, cache);
      }
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("uri", ManagerConfiguration.shown(manager.getURI()));
    all.put("awayMillis", manager.away().toMillis());
    all.put("caches", caches);
    return all;
  }

  /** One cache; null for none, which is a status 404. */
  @ReadOperation
  public @Nullable Map<String, Object> cache(@Selector String name) {
    EntresolCache<?, ?> cache = there(name);
    if (cache == null) {
      return null;
    }
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("configuration", Shown.configuration(cache));
    Map<String, Object> figures = Figure.all(cache, Figure.ALL);
    if (isBehind(cache)) {
      figures.putAll(Figure.all(cache, Figure.OF_QUEUES));
    }
    shown.put("figures", figures);
    return shown;
  }

  /** Whether a cache has pending writes. */
  static boolean isBehind(EntresolCache<?, ?> cache) {
    EntresolConfiguration<?, ?> is = Shown.of(cache);
    return is.isWriteThrough() && is.getWrite().mode() == WriteMode.BEHIND;
  }

  /** A cache that is there: asking the manager for another name might make it. */
  private @Nullable EntresolCache<?, ?> there(String name) {
    for (String known : manager.getCacheNames()) {
      if (known.equals(name)) {
        return manager.getCache(name);
      }
    }
    return null;
  }
}
