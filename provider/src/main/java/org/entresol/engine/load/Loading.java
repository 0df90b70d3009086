package org.entresol.engine.load;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CompletionListener;
import org.entresol.LoadGuard;
import org.entresol.LoadSettings;
import org.entresol.engine.AuthorityException;
import org.entresol.engine.BulkWrites;
import org.entresol.engine.CacheContext;
import org.entresol.engine.Operation;
import org.entresol.engine.ReadThrough;
import org.entresol.engine.Terms;
import org.entresol.engine.Values;
import org.entresol.fault.Traces;
import org.entresol.guard.Backoffs;
import org.entresol.guard.LoadLocks;
import org.entresol.guard.LoadTurns;
import org.entresol.guard.SingleFlight;
import org.entresol.guard.SingleFlight.Flight;
import org.entresol.stats.LoadEvent;
import org.entresol.store.Entry;
import org.entresol.store.EntryStore;
import org.jspecify.annotations.Nullable;

/**
 * The giving of values that are not in the cache, or not fresh: who loads, who waits, and who gets
 * an older value meanwhile.
 *
 * <p>Whoever misses a key boards its flight. The one who made the flight carries it out; everybody
 * aboard gets what was loaded, or the loader's exception. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class Loading<K, V> implements ReadThrough<K, V> {

  /** How often a load is begun by one that waits for whoever was interrupted, and at first. */
  private static final int MOST_BEGINNINGS = 3;

  private final EntryStore<K, V> store;
  private final Values<K, V> values;
  private final Terms<K, V> terms;
  private final SourceReader<K, V> source;
  private final Freshness freshness;
  private final Executor executor;
  private final boolean shared;
  private final SingleFlight<K, V> flights;
  private final Fill<K, V> fill;
  private final LoadsAlone<K, V> alone;
  private final Refreshes<K, V> refreshes;
  private final Crew<K, V> crew;

  /**
   * Creates the loading of one cache.
   *
   * @param batch the most keys that one call of the loader is given
   * @param executor runs what no caller waits for, and loads that callers may leave
   * @param random gives numbers from 0 to less than 1
   */
  public Loading(
      CacheContext<K, V> context,
      BulkWrites<K, V> writes,
      SourceReader<K, V> source,
      LoadSettings settings,
      int batch,
      Executor executor,
      DoubleSupplier random) {
    this.store = context.store();
    this.values = context.values();
    this.terms = context.terms();
    this.source = source;
    this.freshness = new Freshness(settings, terms.clock(), random);
    this.executor = LoadThreads.marking(executor);
    this.shared = settings.guard() != LoadGuard.NONE;
    this.flights = new SingleFlight<>(store.loads()::ticket);
    LoadLocks<K> locks =
        (settings.guard() == LoadGuard.CLUSTER) ? store.loads().locks() : LoadLocks.none();
    LoadTurns<K> turns =
        new LoadTurns<>(locks, settings.waitTime(), terms.statistics().tiers().lockWaits());
    this.fill = new Fill<>(context, writes, source, freshness, turns, batch);
    this.alone = new LoadsAlone<>(fill, source.unscreened(), batch);
    Backoffs<K> backoffs = new Backoffs<>(terms.clock(), settings.backoff().toNanos());
    this.refreshes =
        new Refreshes<>(context.name(), backoffs, this.executor, new Traces(terms.clock()));
    this.crew = new Crew<>(fill, freshness, refreshes, terms, settings, this.executor);
  }

  // ---- misses

  @Override
  public @Nullable V load(K key, @Nullable Entry<V> past) {
    Wishes<K, V> wishes = new Wishes<>();
    sort(key, past, wishes);
    return fulfil(wishes, Ask.ONE, crew.patience()).get(key);
  }

  @Override
  public Map<K, V> loadAll(Collection<? extends K> keys, Map<K, Entry<V>> past) {
    Wishes<K, V> wishes = new Wishes<>();
    keys.forEach(key -> sort(key, past.get(key), wishes));
    return fulfil(wishes, Ask.MANY, crew.patience());
  }

  /** What one call wants, sorted by how it gets it; the keys are the cache's own. */
  private static final class Wishes<K, V> {
    private final Map<K, Entry<V>> stale = new LinkedHashMap<>();
    private final Map<K, @Nullable Entry<V>> loaded = new LinkedHashMap<>();
  }

  private void sort(K key, @Nullable Entry<V> past, Wishes<K, V> wishes) {
    if (freshness.knowsAbsence(past)) {
      terms.statistics().load(LoadEvent.ABSENT, 1);
      return;
    }
    K own = values.key(key);
    Entry<V> usable = freshness.usable(past);
    if (usable != null && (freshness.revalidates(usable) || refreshes.pauses(own))) {
      wishes.stale.put(own, usable);
    } else {
      wishes.loaded.put(own, usable);
    }
  }

  private Map<K, V> fulfil(Wishes<K, V> wishes, Ask ask, Executor loads) {
    Map<K, V> result = new HashMap<>();
    refresh(wishes.stale, ask);
    wishes.stale.forEach((key, entry) -> result.put(key, stale(entry)));
    Map<K, Flight<V>> boarded = board(wishes.loaded, ask, loads);
    Function<K, Flight<V>> anew =
        key -> {
          Map<K, @Nullable Entry<V>> old = Collections.singletonMap(key, wishes.loaded.get(key));
          return requireNonNull(board(old, Ask.ONE, loads).get(key));
        };
    boarded.forEach(
        (key, flight) -> putIfAny(result, key, await(key, flight, wishes.loaded.get(key), anew)));
    return result;
  }

  /** The flights of keys; those that nobody else is about have departed. */
  private Map<K, Flight<V>> board(Map<K, @Nullable Entry<V>> olds, Ask ask, Executor loads) {
    Map<K, Flight<V>> boarded = new LinkedHashMap<>();
    Map<K, Flight<V>> mine = new LinkedHashMap<>();
    for (K key : olds.keySet()) {
      Flight<V> flight = shared ? flights.board(key) : flights.boardAlone(key);
      boarded.put(key, flight);
      if (flight.departs()) {
        mine.put(key, flight);
      }
    }
    if (!mine.isEmpty()) {
      crew.depart(trip(mine, olds, Operation.LOAD_ABSENT, ask), loads);
    }
    return boarded;
  }

  private Trip<K, V> trip(
      Map<K, Flight<V>> mine,
      Map<K, ? extends @Nullable Entry<V>> olds,
      Operation operation,
      Ask ask) {
    return new Trip<>(flights, store.loads(), mine, olds, operation, ask);
  }

  /**
   * Waits for a flight, and for another if whoever carried it out was interrupted.
   *
   * @param anew boards again
   */
  private @Nullable V await(
      K key, Flight<V> flight, @Nullable Entry<V> usable, Function<K, Flight<V>> anew) {
    Flight<V> current = flight;
    for (int round = 1; true; round++) {
      try {
        V value = crew.await(key, current, usable);
        return (value == null) ? null : values.value(value);
      } catch (AbandonedException e) {
        if (round == MOST_BEGINNINGS) {
          throw e;
        }
        current = anew.apply(key);
      }
    }
  }

  private V stale(Entry<V> entry) {
    terms.statistics().load(LoadEvent.STALE, 1);
    return values.forUser(entry);
  }

  // ---- values that are held, or wanted while the authority is away

  @Override
  public @Nullable V loadHeld(K key) {
    return await(key, flyHeld(key), null, this::flyHeld);
  }

  private Flight<V> flyHeld(K key) {
    Flight<V> flight = flights.board(key);
    if (flight.departs()) {
      Trip<K, V> trip = trip(Map.of(key, flight), Map.of(), Operation.LOAD_ABSENT, Ask.ONE);
      trip.carryOut(() -> trip.land(trip.keys(), source.read(trip.keys(), trip.ask())));
    }
    return flight;
  }

  @Override
  public @Nullable V loadAlone(K key, @Nullable Entry<V> past, AuthorityException reason) {
    Function<K, Flight<V>> flying = own -> alone.fly(own, reason);
    K own = values.key(key);
    return await(own, flying.apply(own), freshness.usable(past), flying);
  }

  @Override
  public Map<K, V> loadAllAlone(Collection<? extends K> keys, AuthorityException reason) {
    Map<K, V> result = new HashMap<>();
    alone
        .loadAll(values.keys(keys), reason)
        .forEach((key, loaded) -> result.put(key, values.value(loaded)));
    return result;
  }

  // ---- refreshing

  @Override
  public boolean refreshesAhead() {
    return freshness.refreshesAhead();
  }

  @Override
  public void refreshIfDue(K key, Entry<V> entry) {
    if (freshness.isDue(entry) && !refreshes.isUnderWay(key) && !refreshes.pauses(key)) {
      refresh(Map.of(values.key(key), entry), Ask.ONE);
    }
  }

  @Override
  public void refreshDue(Map<K, Entry<V>> present) {
    Map<K, Entry<V>> due = new LinkedHashMap<>();
    present.forEach(
        (key, entry) -> {
          if (freshness.isDue(entry)) {
            due.put(values.key(key), entry);
          }
        });
    refresh(due, Ask.MANY);
  }

  @Override
  public boolean isSettled(K key, Entry<V> past) {
    return freshness.knowsAbsence(past)
        || (refreshes.isUnderWay(key) && freshness.usable(past) != null);
  }

  private void refresh(Map<K, Entry<V>> seen, Ask ask) {
    if (!seen.isEmpty()) {
      refreshes.start(seen, due -> fill.refresh(due, keys -> boarding(keys, due, ask)));
    }
  }

  /** The trip of those keys that nobody else loads. */
  private Trip<K, V> boarding(Set<K> keys, Map<K, Entry<V>> seen, Ask ask) {
    Map<K, Flight<V>> mine = new LinkedHashMap<>();
    for (K key : keys) {
      Flight<V> flight = flights.board(key);
      if (flight.departs()) {
        mine.put(key, flight);
      }
    }
    return trip(mine, seen, Operation.REFRESH, ask);
  }

  // ---- JSR-107's loadAll

  @Override
  public void loadAll(
      Set<? extends K> keys, boolean replaceExisting, @Nullable CompletionListener listener) {
    List<K> own = values.keys(keys);
    Runnable load = () -> loadNow(own, replaceExisting);
    try {
      executor.execute(() -> Completion.tell(listener, load));
    } catch (RejectedExecutionException e) {
      CacheLoaderException failure = new CacheLoaderException("Too many loads wait already", e);
      Completion.tell(
          listener,
          () -> {
            throw failure;
          });
    }
  }

  private void loadNow(List<K> keys, boolean replaceExisting) {
    if (replaceExisting) {
      fill.reload(keys);
    } else {
      loadMissing(keys);
    }
  }

  private void loadMissing(List<K> keys) {
    Map<K, Entry<V>> there = store.readAll(keys);
    Wishes<K, V> wishes = new Wishes<>();
    for (K key : keys) {
      if (!terms.isPresent(there.get(key))) {
        wishes.loaded.put(key, null);
      }
    }
    fulfil(wishes, Ask.MANY, Crew.CALLER);
  }

  private static <K, V> void putIfAny(Map<K, V> map, K key, @Nullable V value) {
    if (value != null) {
      map.put(key, value);
    }
  }
}
