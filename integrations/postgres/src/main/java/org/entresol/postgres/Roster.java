package org.entresol.postgres;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack.Authority;
import org.jspecify.annotations.Nullable;

/**
 * The caches that are followed, as they are at one moment. Immutable.
 *
 * @param own those of this process alone, by their names
 * @param shared those that have another authority, by their names
 * @param missing the names of those that are not open here, of which nobody knows what they are
 */
record Roster(
    Map<String, EntresolCache<Object, Object>> own,
    Map<String, EntresolCache<Object, Object>> shared,
    Set<String> missing) {

  /** Looks up caches. */
  static Roster of(
      Set<String> names, Function<String, @Nullable EntresolCache<Object, Object>> caches) {
    Map<String, EntresolCache<Object, Object>> own = new LinkedHashMap<>();
    Map<String, EntresolCache<Object, Object>> shared = new LinkedHashMap<>();
    Set<String> missing = new LinkedHashSet<>();
    for (String name : names) {
      EntresolCache<Object, Object> cache = caches.apply(name);
      if (cache == null || cache.isClosed()) {
        missing.add(name);
      } else {
        (isShared(cache) ? shared : own).put(name, cache);
      }
    }
    return new Roster(own, shared, missing);
  }

  private static boolean isShared(EntresolCache<Object, Object> cache) {
    return configuration(cache).getStack().authority() == Authority.REDIS;
  }

  /** What a cache was made with. */
  @SuppressWarnings("unchecked") // the class of a configuration says nothing of its types
  static EntresolConfiguration<Object, Object> configuration(EntresolCache<Object, Object> cache) {
    return cache.getConfiguration(
        (Class<EntresolConfiguration<Object, Object>>) (Class<?>) EntresolConfiguration.class);
  }
}
