package org.entresol.postgres;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.entresol.EntresolCache;
import org.entresol.LoadSnapshot;
import org.entresol.fault.Causes;
import org.entresol.feed.ChangeHandler;
import org.entresol.feed.ChangedRow;
import org.entresol.tier.Horizon;
import org.entresol.tier.Horizons;
import org.entresol.tier.TierException;
import org.jspecify.annotations.Nullable;

/**
 * What is to be invalidated, and where, until it is. Bounded: of a cache with too many keys all is
 * to go. Used by one thread.
 */
final class Backlog {
  /** The keys of one cache above which all of it goes. */
  private static final int MOST = 10_000;

  /** The keys that are invalidated in one call. */
  private static final int BATCH = 500;

  /** How often one batch is tried while its cache answers, before all of the cache goes. */
  private static final int TRIES = 3;

  /** How long after a change loads may still read what was before it. */
  private static final Duration SNAPSHOTS = Duration.ofMinutes(5);

  private final Figures figures;
  private final Map<Target, Pending> pending = new LinkedHashMap<>();

  /** What is to go of one cache. */
  private static final class Pending {
    private boolean all;
    private int refusals;
    private final Set<Object> keys = new LinkedHashSet<>();
  }

  Backlog(Figures figures) {
    this.figures = figures;
  }

  /** Has all of a target go. */
  void recall(Target target) {
    Pending one = of(target);
    one.all = true;
    one.keys.clear();
  }

  /** Has some keys of a target go. */
  void add(Target target, Collection<?> keys) {
    if (keys.isEmpty()) {
      return;
    }
    Pending one = of(target);
    if (!one.all) {
      one.keys.addAll(keys);
      if (one.keys.size() > MOST) {
        recall(target);
      }
    }
  }

  private Pending of(Target target) {
    return pending.computeIfAbsent(target, one -> new Pending());
  }

  /** Forgets what was to go of all other caches: this is not the node that does it any more. */
  void keepOnly(Set<String> caches) {
    pending.keySet().removeIf(target -> !caches.contains(target.cache()));
  }

  boolean isEmpty() {
    return pending.isEmpty();
  }

  /** Whether anything is to be done to a cache whose loads say what they have seen. */
  boolean needsHorizon(Map<String, EntresolCache<Object, Object>> caches) {
    return pending.keySet().stream()
        .filter(target -> target.handler() == null)
        .map(target -> caches.get(target.cache()))
        .anyMatch(cache -> cache != null && asksLoads(cache));
  }

  private static boolean asksLoads(EntresolCache<Object, Object> cache) {
    return Roster.configuration(cache).getLoad().snapshot() == LoadSnapshot.POSTGRES;
  }

  /**
   * Does what is to be done to some caches.
   *
   * @param horizon what loads have to see after that; null if it {@linkplain #needsHorizon is not
   *     needed}
   * @throws RuntimeException what the first cache threw that did, after all had their turn; what is
   *     not done stays to be done
   */
  void work(Map<String, EntresolCache<Object, Object>> caches, @Nullable Horizon horizon) {
    RuntimeException first = null;
    for (Target target : List.copyOf(pending.keySet())) {
      EntresolCache<Object, Object> cache = caches.get(target.cache());
      if (cache != null) {
        try {
          work(target, cache, horizon);
          pending.remove(target);
        } catch (RuntimeException e) {
          refused(of(target), e);
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

  private void work(Target target, EntresolCache<Object, Object> cache, @Nullable Horizon horizon) {
    ChangeHandler handler = target.handler();
    if (handler == null) {
      work(cache, of(target), horizon == null || !asksLoads(cache) ? null : horizon);
    } else {
      work(handler, target.table(), of(target));
    }
  }

  private void work(ChangeHandler handler, String table, Pending one) {
    if (one.all) {
      handler.tableChanged(table);
      figures.recalls.increment();
      return;
    }
    handler.rowsChanged(one.keys.stream().map(ChangedRow.class::cast).toList());
    figures.keys.add(one.keys.size());
  }

  /** The horizon rises before anything goes: a load that ends between the two finds it. */
  private void work(EntresolCache<Object, Object> cache, Pending one, @Nullable Horizon horizon) {
    while (!one.all && !one.keys.isEmpty()) {
      Set<Object> batch = new LinkedHashSet<>();
      one.keys.stream().limit(BATCH).forEach(batch::add);
      try {
        if (horizon != null) {
          horizons(cache).raise(batch, horizon, SNAPSHOTS);
        }
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
      if (horizon != null) {
        horizons(cache).raiseAll(horizon, SNAPSHOTS);
      }
      // As an invalidation of all: neither the writer nor pending writes hear of it.
      cache.clear();
      figures.recalls.increment();
    }
  }

  @SuppressWarnings("unchecked") // its keys are those of the cache
  private static Horizons<Object> horizons(EntresolCache<Object, Object> cache) {
    return cache.unwrap(Horizons.class);
  }
}
