package org.entresol.postgres;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.entresol.EntresolCache;
import org.entresol.fault.Causes;
import org.entresol.tier.TierException;

/**
 * What is to be invalidated, by the names of caches, until it is. Bounded: of a cache with too many
 * keys all is to go. Used by one thread.
 */
final class Backlog {
  /** The keys of one cache above which all of it goes. */
  private static final int MOST = 10_000;

  /** The keys that are invalidated in one call. */
  private static final int BATCH = 500;

  /** How often one batch is tried while its cache answers, before all of the cache goes. */
  private static final int TRIES = 3;

  private final Figures figures;
  private final Map<String, Pending> pending = new LinkedHashMap<>();

  /** What is to go of one cache. */
  private static final class Pending {
    private boolean all;
    private int refusals;
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
   * @throws RuntimeException what the first cache threw that did, after all had their turn; what is
   *     not done stays to be done
   */
  void work(Map<String, EntresolCache<Object, Object>> caches) {
    RuntimeException first = null;
    for (String name : List.copyOf(pending.keySet())) {
      EntresolCache<Object, Object> cache = caches.get(name);
      if (cache != null) {
        try {
          work(cache, of(name));
          pending.remove(name);
        } catch (RuntimeException e) {
          refused(of(name), e);
          first = first == null ? e : first;
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  /**
   * What fails for another reason than that the authority is away fails each time, such as a key
   * that cannot be written: which entry it means is not known, and nothing behind it would go.
   */
  private void refused(Pending one, RuntimeException failure) {
    TierException told = Causes.first(failure, TierException.class);
    boolean away = told != null && told.isAway();
    if (!away && !one.all && ++one.refusals >= TRIES) {
      figures.unreadable.increment();
      one.all = true;
      one.keys.clear();
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
        one.refusals = 0;
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
