package org.entresol.postgres;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.entresol.EntresolCache;

/**
 * What is to be invalidated, by the names of caches, until it is. Bounded: of a cache with too many
 * keys all is to go. Used by one thread.
 */
final class Backlog {
  /** The keys of one cache above which all of it goes. */
  private static final int MOST = 10_000;

  /** The keys that are invalidated in one call. */
  private static final int BATCH = 500;

  private final Figures figures;
  private final Map<String, Pending> pending = new LinkedHashMap<>();

  /** What is to go of one cache. */
  private static final class Pending {
    private boolean all;
    private final Set<Object> keys = new LinkedHashSet<>();
  }

  Backlog(Figures figures) {
    this.figures = figures;
  }

  /** Has all of a cache go. */
  void recall(String cache) {
    Pending one = of(cache);
    one.all = true;
    one.keys.clear();
  }

  /** Has some keys of a cache go. */
  void add(String cache, Collection<?> keys) {
    if (keys.isEmpty()) {
      return;
    }
    Pending one = of(cache);
    if (!one.all) {
      one.keys.addAll(keys);
      if (one.keys.size() > MOST) {
        recall(cache);
      }
    }
  }

  private Pending of(String cache) {
    return pending.computeIfAbsent(cache, name -> new Pending());
  }

  /** Forgets what was to go of all other caches: this is not the node that does it any more. */
  void keepOnly(Set<String> caches) {
    pending.keySet().retainAll(caches);
  }

  boolean isEmpty() {
    return pending.isEmpty();
  }

  /**
   * Does what is to be done to some caches.
   *
   * @throws RuntimeException what a cache threw; what is not done stays to be done
   */
  void work(Map<String, EntresolCache<Object, Object>> caches) {
    for (String name : List.copyOf(pending.keySet())) {
      EntresolCache<Object, Object> cache = caches.get(name);
      if (cache != null) {
        work(cache, of(name));
        pending.remove(name);
      }
    }
  }

  private void work(EntresolCache<Object, Object> cache, Pending one) {
    while (!one.all && !one.keys.isEmpty()) {
      Set<Object> batch = new LinkedHashSet<>();
      one.keys.stream().limit(BATCH).forEach(batch::add);
      try {
        cache.invalidateAll(batch);
        figures.keys.add(batch.size());
        one.keys.removeAll(batch);
      } catch (ClassCastException e) {
        // A mapping to keys that the cache cannot have: which entries are meant is not known.
        figures.unreadable.increment();
        one.all = true;
      }
    }
    if (one.all) {
      // As an invalidation of all: neither the writer nor pending writes hear of it.
      cache.clear();
      figures.recalls.increment();
    }
  }
}
