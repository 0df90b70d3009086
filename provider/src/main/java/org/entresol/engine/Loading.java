package org.entresol.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CompletionListener;
import org.entresol.LoadSettings;
import org.entresol.engine.Asking.Ask;
import org.entresol.guard.Backoffs;
import org.entresol.guard.LoadLocks;
import org.entresol.guard.LoadTurns;
import org.entresol.guard.SingleFlight;
import org.entresol.guard.SingleFlight.Flight;
import org.entresol.guard.Ticket;
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
public final class Loading<K, V> {

  private final EntryStore<K, V> store;
  private final Values<K, V> values;
  private final Terms<K, V> terms;
  private final Filling<K, V> filling;
  private final Freshness freshness;
  private final Executor executor;
  private final SingleFlight<K, V> flights;

  /** Those that go without the authority, and which nothing can overtake. */
  private final SingleFlight<K, V> alone = new SingleFlight<>(key -> new Ticket());

  private final Refreshing<K, V> refreshing;
  private final Flying<K, V> flying;

  /**
   * Creates the loading of one cache.
   *
   * @param executor runs what no caller waits for, and loads that callers may leave
   */
  Loading(
      EntryStore<K, V> store,
      Values<K, V> values,
      Terms<K, V> terms,
      Filling<K, V> filling,
      Freshness freshness,
      LoadSettings settings,
      Executor executor) {
    this.store = store;
    this.values = values;
    this.terms = terms;
    this.filling = filling;
    this.freshness = freshness;
    this.executor = LoadThreads.marking(executor);
    this.flights = new SingleFlight<>(store::ticket);
    this.refreshing =
        new Refreshing<>(
            new Backoffs<>(terms.clock(), settings.backoff().toNanos()), this.executor);
    this.flying =
        new Flying<>(flights, filling, freshness, refreshing, terms, settings, this.executor);
  }

  /**
   * Puts the loading of one cache together.
   *
   * @param locks keep other nodes from loading the same
   * @param batch the most keys that one call of the loader is given
   * @param executor runs what no caller waits for, and loads that callers may leave
   */
  public static <K, V> Loading<K, V> of(
      EntryStore<K, V> store,
      Values<K, V> values,
      Terms<K, V> terms,
      BulkWrites<K, V> writes,
      Asking<K, V> asking,
      LoadLocks<K> locks,
      LoadSettings settings,
      int batch,
      Executor executor) {
    Freshness freshness =
        new Freshness(settings, terms.clock(), () -> ThreadLocalRandom.current().nextDouble());
    Filling<K, V> filling =
        new Filling<>(
            store,
            values,
            terms,
            writes,
            asking,
            freshness,
            new LoadTurns<>(locks, settings.waitTime()),
            batch);
    return new Loading<>(store, values, terms, filling, freshness, settings, executor);
  }

  // ---- misses

  /**
   * The value of one key that is not present; null when the source has none either.
   *
   * @param past the entry that was found past its time, or null
   */
  @Nullable V load(K key, @Nullable Entry<V> past) {
    Wishes<K, V> wishes = new Wishes<>();
    sort(key, past, wishes);
    return fulfil(wishes, Ask.ONE, flying.patience()).get(key);
  }

  /**
   * The values of those keys that the source has; none of them is present.
   *
   * @param past entries that were found past their time
   */
  Map<K, V> loadAll(Collection<? extends K> keys, Map<K, Entry<V>> past) {
    Wishes<K, V> wishes = new Wishes<>();
    keys.forEach(key -> sort(key, past.get(key), wishes));
    return fulfil(wishes, Ask.MANY, flying.patience());
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
    if (usable != null && (freshness.revalidates(usable) || refreshing.pauses(own))) {
      wishes.stale.put(own, usable);
    } else {
      wishes.loaded.put(own, usable);
    }
  }

  private Map<K, V> fulfil(Wishes<K, V> wishes, Ask ask, Executor loads) {
    Map<K, V> result = new HashMap<>();
    refresh(wishes.stale, ask);
    wishes.stale.forEach((key, entry) -> result.put(key, stale(entry)));
    Map<K, Flight<V>> boarded = new LinkedHashMap<>();
    Map<K, Flight<V>> mine = new LinkedHashMap<>();
    for (K key : wishes.loaded.keySet()) {
      Flight<V> flight = flying.board(key);
      boarded.put(key, flight);
      if (flight.departs()) {
        mine.put(key, flight);
      }
    }
    if (!mine.isEmpty()) {
      flying.depart(mine, wishes.loaded, ask, loads);
    }
    boarded.forEach(
        (key, flight) -> putIfAny(result, key, await(key, flight, wishes.loaded.get(key))));
    return result;
  }

  private @Nullable V await(K key, Flight<V> flight, @Nullable Entry<V> usable) {
    V value = flying.await(key, flight, usable);
    return (value == null) ? null : values.value(value);
  }

  private V stale(Entry<V> entry) {
    terms.statistics().load(LoadEvent.STALE, 1);
    return values.forUser(entry);
  }

  // ---- values that are held, or wanted while the authority is away

  /**
   * The source's value of a key that the current thread holds; it is not stored, since whoever
   * holds the key decides what becomes of it.
   */
  @Nullable V loadHeld(K key) {
    Flight<V> flight = flights.board(key);
    if (flight.departs()) {
      filling.flyHeld(flights, key, flight);
    }
    return await(key, flight, null);
  }

  /**
   * The value of one key while the authority cannot be asked: what the source says, which is kept
   * near for a short time, so that the source is not asked by every caller.
   *
   * @param past the near entry that was found past its time, or null
   */
  @Nullable V loadAlone(K key, @Nullable Entry<V> past) {
    K own = values.key(key);
    Flight<V> flight = alone.board(own);
    if (flight.departs()) {
      filling.flyAlone(alone, own, flight);
    }
    return await(own, flight, freshness.usable(past));
  }

  /** The values of those keys that the source has, while the authority cannot be asked. */
  Map<K, V> loadAllAlone(Collection<? extends K> keys) {
    List<K> own = values.keys(keys);
    Map<K, V> result = new HashMap<>();
    filling.loadAlone(own).forEach((key, loaded) -> result.put(key, values.value(loaded)));
    return result;
  }

  // ---- refreshing

  /** Whether present entries may be refreshed before their end. */
  boolean refreshesAhead() {
    return freshness.refreshesAhead();
  }

  /** Refreshes a present entry in the background, if it is time to. */
  void refreshIfDue(K key, Entry<V> entry) {
    if (freshness.isDue(entry) && !refreshing.isUnderWay(key) && !refreshing.pauses(key)) {
      refresh(Map.of(values.key(key), entry), Ask.ONE);
    }
  }

  /** Refreshes those of many present entries for which it is time, in few calls of the loader. */
  void refreshDue(Map<K, Entry<V>> present) {
    Map<K, Entry<V>> due = new LinkedHashMap<>();
    present.forEach(
        (key, entry) -> {
          if (freshness.isDue(entry)) {
            due.put(values.key(key), entry);
          }
        });
    refresh(due, Ask.MANY);
  }

  /**
   * Whether nobody need look for a newer entry than a past one: the source is known to have none,
   * or that entry is being replaced here and good enough until then.
   */
  boolean isSettled(K key, Entry<V> past) {
    return freshness.knowsAbsence(past)
        || (refreshing.isUnderWay(key) && freshness.usable(past) != null);
  }

  private void refresh(Map<K, Entry<V>> seen, Ask ask) {
    if (!seen.isEmpty()) {
      refreshing.start(seen, due -> filling.refresh(flights, due, ask));
    }
  }

  // ---- JSR-107's loadAll

  /**
   * {@link javax.cache.Cache#loadAll}, on the executor.
   *
   * @param listener is told of the end, or null
   */
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
      filling.reload(keys);
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
    fulfil(wishes, Ask.MANY, Flying.CALLER);
  }

  private static <K, V> void putIfAny(Map<K, V> map, K key, @Nullable V value) {
    if (value != null) {
      map.put(key, value);
    }
  }
}
