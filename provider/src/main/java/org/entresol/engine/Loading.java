package org.entresol.engine;

import static java.util.Objects.requireNonNull;
import static org.entresol.engine.Operation.LOAD_ABSENT;
import static org.entresol.engine.Operation.RELOAD;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CompletionListener;
import org.entresol.guard.DeadlockException;
import org.entresol.guard.SingleFlight;
import org.entresol.guard.SingleFlight.Flight;
import org.entresol.guard.Ticket;
import org.entresol.source.Loader;
import org.entresol.store.Entry;
import org.entresol.store.EntryStore;
import org.jspecify.annotations.Nullable;

/**
 * The filling of a cache from its loader: one load per key at a time, never inside a lock of the
 * store.
 *
 * <p>Whoever misses a key boards its flight. The one who made the flight looks once more, loads,
 * and stores the value if the key was not changed meanwhile; everybody aboard gets what was loaded,
 * or the loader's exception. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class Loading<K, V> {

  private static final Logger LOG = System.getLogger(Loading.class.getName());

  private final EntryStore<K, V> store;
  private final Values<K, V> values;
  private final Terms<K, V> terms;
  private final BulkWrites<K, V> writes;
  private final Loader<K, V> loader;
  private final SingleFlight<K, V> flights;

  /** Those that go without the authority, and which nothing can overtake. */
  private final SingleFlight<K, V> alone;

  private final Executor executor;
  private final int batch;

  /**
   * Creates the loading of one cache.
   *
   * @param executor runs {@link #loadAll(Set, boolean, CompletionListener)}
   * @param batch the most keys that one call of the loader is given
   */
  public Loading(
      EntryStore<K, V> store,
      Values<K, V> values,
      Terms<K, V> terms,
      BulkWrites<K, V> writes,
      Loader<K, V> loader,
      Executor executor,
      int batch) {
    this.store = store;
    this.values = values;
    this.terms = terms;
    this.writes = writes;
    this.loader = loader;
    this.flights = new SingleFlight<>(store::ticket);
    this.alone = new SingleFlight<>(key -> new Ticket());
    this.executor = executor;
    this.batch = batch;
  }

  /** The value of one key that was not in the cache; null when the source has none either. */
  @Nullable V load(K key) {
    return load(values.key(key), true);
  }

  /**
   * The source's value of a key that the current thread holds; it is not stored, since whoever
   * holds the key decides what becomes of it.
   */
  @Nullable V loadHeld(K key) {
    return load(key, false);
  }

  private @Nullable V load(K key, boolean keep) {
    Flight<V> flight = flights.board(key);
    if (!flight.departs()) {
      return await(flight);
    }
    try {
      return forUser(fly(key, flight, keep));
    } catch (RuntimeException | Error e) {
      flight.fail(e);
      throw e;
    } finally {
      endAll(Map.of(key, flight));
    }
  }

  private @Nullable V fly(K key, Flight<V> flight, boolean keep) {
    V present = lookAgain(key);
    if (present != null) {
      flight.land(present);
      return present;
    }
    store.register(Map.of(key, flight.ticket()));
    V loaded = loader.load(values.key(key));
    try {
      if (loaded != null && keep) {
        writes.run(List.of(row(LOAD_ABSENT, key, loaded, flight.ticket())), LOAD_ABSENT);
      }
      return loaded;
    } catch (AuthorityException e) {
      keep(key, loaded);
      return loaded;
    } finally {
      // Whatever storing it came to, those aboard get what the source said.
      flight.land(loaded);
    }
  }

  /**
   * The value of one key while the authority cannot be asked: what the source says, which is kept
   * near for a short time, so that the source is not asked by every caller.
   */
  @Nullable V loadAlone(K key) {
    K own = values.key(key);
    Flight<V> flight = alone.board(own);
    if (!flight.departs()) {
      return await(flight);
    }
    try {
      V loaded = loader.load(values.key(own));
      keep(own, loaded);
      flight.land(loaded);
      return forUser(loaded);
    } catch (RuntimeException | Error e) {
      flight.fail(e);
      throw e;
    } finally {
      alone.end(own, flight);
    }
  }

  /** The values of those keys that the source has, while the authority cannot be asked. */
  Map<K, V> loadAllAlone(Collection<? extends K> keys) {
    Map<K, V> result = new HashMap<>();
    List<K> own = new ArrayList<>(keys.size());
    keys.forEach(key -> own.add(values.key(key)));
    for (List<K> part : batches(own)) {
      Map<K, V> loaded = loader.loadAll(copies(part));
      for (K key : part) {
        keep(key, loaded.get(key));
        putIfAny(result, key, forUser(loaded.get(key)));
      }
    }
    return result;
  }

  private void keep(K key, @Nullable V loaded) {
    if (loaded != null) {
      store.keep(key, values.entry(key, loaded));
    }
  }

  /** The value that came into the cache between the miss and the boarding. */
  private @Nullable V lookAgain(K key) {
    Entry<V> entry = store.read(key);
    return (entry != null && terms.isPresent(entry)) ? entry.value() : null;
  }

  /** The values of those keys that the source has; none of them was in the cache. */
  Map<K, V> loadAll(Collection<? extends K> keys) {
    Map<K, V> result = new HashMap<>();
    Map<K, Flight<V>> mine = new LinkedHashMap<>();
    Map<K, Flight<V>> others = new LinkedHashMap<>();
    try {
      for (K key : keys) {
        K own = values.key(key);
        Flight<V> flight = flights.board(own);
        (flight.departs() ? mine : others).put(own, flight);
      }
      result.putAll(flyAll(mine));
    } catch (RuntimeException | Error e) {
      mine.values().forEach(flight -> flight.fail(e));
      throw e;
    } finally {
      endAll(mine);
    }
    // Only now, with its own flights landed, may this thread wait for those of others.
    others.forEach((key, flight) -> putIfAny(result, key, await(flight)));
    return result;
  }

  private Map<K, V> flyAll(Map<K, Flight<V>> flights) {
    Map<K, V> result = new HashMap<>();
    Map<K, Entry<V>> present = store.readAll(flights.keySet());
    List<K> toLoad = new ArrayList<>();
    flights.forEach(
        (key, flight) -> {
          Entry<V> entry = present.get(key);
          if (entry != null && terms.isPresent(entry)) {
            flight.land(entry.value());
            result.put(key, values.forUser(entry));
          } else {
            toLoad.add(key);
          }
        });
    CacheEntryListenerException unheard = null;
    for (List<K> part : batches(toLoad)) {
      store.register(tickets(part, flights));
      Map<K, V> loaded = loader.loadAll(copies(part));
      try {
        storeAll(LOAD_ABSENT, part, loaded, key -> requireNonNull(flights.get(key)).ticket());
      } catch (CacheEntryListenerException e) {
        unheard = e;
      } finally {
        part.forEach(key -> requireNonNull(flights.get(key)).land(loaded.get(key)));
      }
      part.forEach(key -> putIfAny(result, key, forUser(loaded.get(key))));
    }
    if (unheard != null) {
      throw unheard;
    }
    return result;
  }

  /**
   * {@link javax.cache.Cache#loadAll}, on the executor.
   *
   * @param listener is told of the end, or null
   */
  public void loadAll(
      Set<? extends K> keys, boolean replaceExisting, @Nullable CompletionListener listener) {
    List<K> own = new ArrayList<>(keys.size());
    keys.forEach(key -> own.add(values.key(key)));
    executor.execute(
        () -> {
          try {
            if (replaceExisting) {
              reloadAll(own);
            } else {
              Map<K, Entry<V>> there = store.readAll(own);
              own.removeIf(key -> terms.isPresent(there.get(key)));
              loadAll(own);
            }
            tell(listener, CompletionListener::onCompletion);
          } catch (Exception e) {
            tell(listener, told -> told.onException(e));
          } catch (Error e) {
            tell(listener, told -> told.onException(new CacheLoaderException("loadAll failed", e)));
            throw e;
          }
        });
  }

  private static void tell(
      @Nullable CompletionListener listener, Consumer<CompletionListener> message) {
    if (listener != null) {
      try {
        message.accept(listener);
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "The completion listener of loadAll failed", e);
      }
    }
  }

  /** Loads without regard to what is cached; a change that comes meanwhile wins all the same. */
  private void reloadAll(List<K> keys) {
    for (List<K> part : batches(keys)) {
      Map<K, Ticket> tickets = new LinkedHashMap<>();
      part.forEach(key -> tickets.put(key, store.ticket(key)));
      try {
        store.register(tickets);
        Map<K, V> loaded = loader.loadAll(copies(part));
        storeAll(RELOAD, part, loaded, key -> requireNonNull(tickets.get(key)));
      } finally {
        store.discard(tickets);
      }
    }
  }

  private void storeAll(
      Operation operation, List<K> keys, Map<K, V> loaded, Function<K, Ticket> tickets) {
    List<Update<K, V>> updates = new ArrayList<>(loaded.size());
    for (K key : keys) {
      V value = loaded.get(key);
      if (value != null) {
        updates.add(row(operation, key, value, tickets.apply(key)));
      }
    }
    writes.run(updates, operation);
  }

  /** Keys for the loader, which must not get hold of the cache's own. */
  private List<K> copies(List<K> keys) {
    List<K> copies = new ArrayList<>(keys.size());
    keys.forEach(key -> copies.add(values.key(key)));
    return copies;
  }

  private Update<K, V> row(Operation operation, K key, V value, Ticket ticket) {
    return new Update<>(terms, operation, key, ticket).write(values.entry(key, value));
  }

  private List<List<K>> batches(List<K> keys) {
    List<List<K>> batches = new ArrayList<>();
    for (int from = 0; from < keys.size(); from += batch) {
      batches.add(keys.subList(from, Math.min(from + batch, keys.size())));
    }
    return batches;
  }

  private Map<K, Ticket> tickets(List<K> keys, Map<K, Flight<V>> loads) {
    Map<K, Ticket> tickets = new LinkedHashMap<>();
    keys.forEach(key -> tickets.put(key, requireNonNull(loads.get(key)).ticket()));
    return tickets;
  }

  /** Ends flights, whatever came of them, and then gives their tickets back. */
  private void endAll(Map<K, Flight<V>> ended) {
    ended.forEach(
        (key, flight) -> {
          if (!flight.isOver()) {
            flight.fail(
                new CacheLoaderException("The load of key '" + key + "' ended without a result"));
          }
          flights.end(key, flight);
        });
    if (!ended.isEmpty()) {
      store.discard(tickets(List.copyOf(ended.keySet()), ended));
    }
  }

  private @Nullable V await(Flight<V> flight) {
    try {
      return forUser(flight.await());
    } catch (CompletionException e) {
      if (e.getCause() instanceof AuthorityException away) {
        throw away;
      }
      throw sameFor(e.getCause());
    } catch (DeadlockException e) {
      throw new CacheLoaderException(e.getMessage(), e);
    }
  }

  /** The failure of another thread's load, as that thread got it, with this thread's stack. */
  private static CacheLoaderException sameFor(@Nullable Throwable failure) {
    boolean wrapped = failure instanceof CacheLoaderException && failure.getCause() != null;
    return new CacheLoaderException(
        "The load that this one waited for failed: " + failure,
        (wrapped && failure != null) ? failure.getCause() : failure);
  }

  private @Nullable V forUser(@Nullable V value) {
    return (value == null) ? null : values.value(value);
  }

  private static <K, V> void putIfAny(Map<K, V> map, K key, @Nullable V value) {
    if (value != null) {
      map.put(key, value);
    }
  }
}
