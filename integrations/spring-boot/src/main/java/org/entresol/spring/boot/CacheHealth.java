package org.entresol.spring.boot;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.entresol.EntresolCache;
import org.entresol.EntresolCacheManager;
import org.entresol.EntresolConfiguration;

/**
 * How the caches of a manager are.
 *
 * <p>{@code DEGRADED} says that Redis does not answer. That is no reason to take the application
 * out of service, as its caches go on in the way that their configuration says; so the status is
 * none of those that Spring Boot sums up, unless the application says where it stands among them.
 *
 * @param status {@code UP}, {@code DEGRADED}, or {@code DOWN} for a manager that is closed
 * @param details what belongs to it
 */
record CacheHealth(String status, Map<String, Object> details) {
  static final String DEGRADED = "DEGRADED";

  /** How they are now; nobody is asked for it. */
  static CacheHealth of(EntresolCacheManager manager) {
    if (manager.isClosed()) {
      return new CacheHealth("DOWN", Map.of("reason", "The cache manager is closed"));
    }
    Map<String, Object> details = new LinkedHashMap<>();
    Map<String, String> shared = shared(manager);
    details.put("sharedCaches", shared.size());
    Duration away = manager.away();
    if (away.isZero()) {
      return new CacheHealth("UP", details);
    }
    details.put("reason", "Redis has been away for " + away.toMillis() + " ms");
    details.put("awayMillis", away.toMillis());
    details.put("onFailure", shared);
    return new CacheHealth(DEGRADED, details);
  }

  /** The caches in Redis, and what each does without it. */
  private static Map<String, String> shared(EntresolCacheManager manager) {
    Map<String, String> shared = new TreeMap<>();
    for (String name : manager.getCacheNames()) {
      EntresolCache<?, ?> cache = manager.getCache(name);
      if (cache != null) {
        EntresolConfiguration<?, ?> is = Shown.of(cache);
        if (is.getStack().isShared()) {
          shared.put(name, is.getOnFailure().configName());
        }
      }
    }
    return shared;
  }
}
