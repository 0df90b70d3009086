package org.entresol.engine;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.integration.CacheLoaderException;
import org.entresol.Timed;
import org.entresol.engine.Asking.Answers;
import org.entresol.engine.Asking.Ask;
import org.entresol.guard.LoadTurns;
import org.entresol.guard.SingleFlight;
import org.entresol.guard.SingleFlight.Flight;
import org.entresol.guard.Ticket;
import org.entresol.stats.LoadEvent;
import org.entresol.store.Batches;
import org.entresol.store.Entry;
import org.entresol.store.EntryStore;
import org.entresol.store.Loaded;
import org.entresol.tier.Act;
import org.jspecify.annotations.Nullable;

/**
 * What is done for keys whose values are wanted from the source: take their locks, leave their
 * tickets and look once more, load, store, and tell everybody who waits.
 *
 * <p>Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class Filling<K, V> {

  private final EntryStore<K, V> store;
  private final Values<K, V> values;
  private final Terms<K, V> terms;
  private final BulkWrites<K, V> writes;
  private final Asking<K, V> asking;
  private final Freshness freshness;
  private final LoadTurns<K> turns;
  private final int batch;

  Filling(
      EntryStore<K, V> store,
      Values<K, V> values,
      Terms<K, V> terms,
      BulkWrites<K, V> writes,
      Asking<K, V> asking,
      Freshness freshness,
      LoadTurns<K> turns,
      int batch) {
    this.store = store;
    this.values = values;
    this.terms = terms;
    this.writes = writes;
    this.asking = asking;
    this.freshness = freshness;
    this.turns = turns;
    this.batch = batch;
  }

  /** The flights of one caller, and what may be given if another node does not let it load. */
  private record Trip<K, V>(
      Map<K, Flight<V>> flights,
      Map<K, ? extends @Nullable Entry<V>> olds,
      Operation operation,
      Ask ask) {

    Flight<V> flight(K key) {
      return requireNonNull(flights.get(key));
    }
  }

  /**
   * Carries out flights of keys that were not in the cache.
   *
   * @param stale what may be given for some of them if another node loads for too long
   * @throws RuntimeException what the loader or a listener threw
   */
  void fly(
      SingleFlight<K, V> table,
      Map<K, Flight<V>> flights,
      Map<K, ? extends @Nullable Entry<V>> stale,
      Ask ask) {
    Trip<K, V> trip = new Trip<>(flights, stale, Operation.LOAD_ABSENT, ask);
    ending(
        table,
        flights,
        () -> turns.each(flights.keySet(), keys -> fill(keys, trip), key -> landStale(key, trip)));
  }

  /** Replaces entries, unless another node is at it, or somebody here. */
  void refresh(SingleFlight<K, V> table, Map<K, Entry<V>> seen, Ask ask) {
    turns.workOnFree(seen.keySet(), keys -> refreshHeld(table, keys, seen, ask));
  }

  private void refreshHeld(SingleFlight<K, V> table, Set<K> keys, Map<K, Entry<V>> seen, Ask ask) {
    Map<K, Entry<V>> there = store.readAll(keys);
    Map<K, Flight<V>> flights = new LinkedHashMap<>();
    for (K key : keys) {
      Entry<V> still = requireNonNull(seen.get(key));
      if (still.isSameAs(there.get(key))) {
        Flight<V> flight = table.board(key);
        if (flight.departs()) {
          flights.put(key, flight);
        }
      }
    }
    Trip<K, V> trip = new Trip<>(flights, seen, Operation.REFRESH, ask);
    ending(table, flights, () -> fill(flights.keySet(), trip));
  }

  /** Loads for a flight what the current thread is going to store, or not, by itself. */
  void flyHeld(SingleFlight<K, V> table, K key, Flight<V> flight) {
    ending(
        table, Map.of(key, flight), () -> flight.land(asking.ask(Set.of(key), Ask.ONE).value(key)));
  }

  /**
   * Loads for a flight while the authority is away; the value is kept near for a short time. If the
   * loader fails, everybody aboard is told, and this thread is one of them.
   */
  void flyAlone(SingleFlight<K, V> table, K key, Flight<V> flight) {
    try {
      Answers<V> answers = asking.ask(Set.of(key), Ask.ONE);
      keepNear(Set.of(key), answers);
      flight.land(answers.value(key));
    } catch (CacheLoaderException e) {
      flight.fail(e);
    } catch (RuntimeException | Error e) {
      flight.fail(e);
      throw e;
    } finally {
      table.end(key, flight);
    }
  }

  /** The values of many keys while the authority is away. */
  Map<K, V> loadAlone(List<K> keys) {
    Map<K, V> loaded = new HashMap<>();
    for (List<K> part : Batches.<K>of(keys, batch)) {
      Answers<V> answers = asking.ask(part, Ask.MANY);
      keepNear(part, answers);
      for (K key : part) {
        V value = answers.value(key);
        if (value != null) {
          loaded.put(key, value);
        }
      }
    }
    return loaded;
  }

  /** Loads without regard to what is cached; a change that comes meanwhile wins all the same. */
  void reload(List<K> keys) {
    for (List<K> part : Batches.<K>of(keys, batch)) {
      turns.each(part, this::reloadHeld, key -> inVain());
    }
  }

  private void reloadHeld(Collection<K> keys) {
    Map<K, Ticket> tickets = new LinkedHashMap<>();
    keys.forEach(key -> tickets.put(key, store.ticket(key)));
    try {
      store.register(tickets);
      Answers<V> answers = asking.ask(keys, Ask.MANY);
      List<Update<K, V>> updates = new ArrayList<>();
      tickets.forEach(
          (key, ticket) -> {
            Timed<V> loaded = answers.timed(key);
            if (loaded != null) {
              updates.add(row(Operation.RELOAD, key, loaded, answers.how(), ticket));
            }
          });
      store(updates, Operation.RELOAD);
    } finally {
      store.discard(tickets);
    }
  }

  private boolean inVain() {
    terms.statistics().load(LoadEvent.UNGUARDED, 1);
    return false;
  }

  private boolean landStale(K key, Trip<K, V> trip) {
    Entry<V> stale = trip.olds().get(key);
    Entry<V> there = (stale == null) ? null : store.readAll(List.of(key)).get(key);
    if (stale == null || !stale.isSameAs(there)) {
      return inVain();
    }
    terms.statistics().load(LoadEvent.STALE, 1);
    trip.flight(key).land(stale.value());
    return true;
  }

  // ---- what is loaded and stored

  private void fill(Collection<K> keys, Trip<K, V> trip) {
    CacheEntryListenerException unheard = null;
    for (List<K> part : Batches.<K>of(keys, batch)) {
      Map<K, Ticket> tickets = new LinkedHashMap<>();
      part.forEach(key -> tickets.put(key, trip.flight(key).ticket()));
      Map<K, Entry<V>> there = store.register(tickets);
      List<K> wanted = new ArrayList<>(part);
      wanted.removeIf(key -> landFound(key, there.get(key), trip));
      if (!wanted.isEmpty()) {
        if (trip.operation() == Operation.REFRESH) {
          terms.statistics().load(LoadEvent.REFRESHED, wanted.size());
        }
        Answers<V> answers = asking.ask(wanted, trip.ask());
        List<Update<K, V>> rows = rows(wanted, answers, there, trip);
        try {
          store(rows, trip.operation());
        } catch (CacheEntryListenerException e) {
          unheard = e;
        } catch (AuthorityException e) {
          List<K> unchanged = new ArrayList<>(wanted);
          unchanged.removeIf(key -> !trip.flight(key).ticket().stands());
          keepNear(unchanged, answers);
        } catch (RuntimeException | Error e) {
          // Whatever storing it came to, those aboard get what the source said.
          land(wanted, answers, trip);
          throw e;
        }
        rows.forEach(row -> landPresent(row, trip));
        Set<K> outdated = outdated(rows);
        wanted.removeAll(outdated);
        land(wanted, answers, trip);
        landAnew(outdated, trip);
      }
    }
    if (unheard != null) {
      throw unheard;
    }
  }

  /** Ends a flight that came late with what another load has stored: nobody sees two values. */
  private void landPresent(Update<K, V> row, Trip<K, V> trip) {
    Entry<V> present = row.present();
    if (present != null && row.isCommitted() && row.act() == Act.LEAVE) {
      trip.flight(row.key()).land(present.value());
    }
  }

  private void land(Collection<K> keys, Answers<V> answers, Trip<K, V> trip) {
    keys.forEach(key -> trip.flight(key).land(answers.value(key)));
  }

  /**
   * The keys that another node has changed during their load: who boarded after that change must
   * not be given what was read before it. Nobody boards any more.
   */
  private static <K, V> Set<K> outdated(List<Update<K, V>> rows) {
    Set<K> outdated = new LinkedHashSet<>();
    for (Update<K, V> row : rows) {
      Ticket ticket = row.ticket();
      if (ticket != null && ticket.isRefused()) {
        ticket.revoke();
        outdated.add(row.key());
      }
    }
    return outdated;
  }

  /** Ends flights with what there is now, or what the source says now; that is not stored. */
  private void landAnew(Set<K> keys, Trip<K, V> trip) {
    if (keys.isEmpty()) {
      return;
    }
    Map<K, Entry<V>> there = store.readAll(keys);
    List<K> missing = new ArrayList<>(keys);
    missing.removeIf(key -> landFound(key, there.get(key), trip));
    if (!missing.isEmpty()) {
      land(missing, asking.ask(missing, trip.ask()), trip);
    }
  }

  /** Ends a flight with what has come into the cache since its key was missed, or seen as due. */
  private boolean landFound(K key, @Nullable Entry<V> there, Trip<K, V> trip) {
    Entry<V> seen = (trip.operation() == Operation.REFRESH) ? trip.olds().get(key) : null;
    if (there == null || (seen != null && there.isSameAs(seen))) {
      return false;
    }
    boolean present = terms.isPresent(there);
    if (present || freshness.knowsAbsence(there)) {
      trip.flight(key).land(present ? there.value() : null);
      return true;
    }
    return false;
  }

  /** What is to be stored; nothing, too, if that is kept in mind or takes an old value's place. */
  private List<Update<K, V>> rows(
      List<K> keys, Answers<V> answers, Map<K, Entry<V>> there, Trip<K, V> trip) {
    List<Update<K, V>> rows = new ArrayList<>(keys.size());
    for (K key : keys) {
      Timed<V> loaded = answers.timed(key);
      boolean gone = loaded == null && freshness.usable(there.get(key)) != null;
      boolean wanted = loaded != null || gone || freshness.remembersAbsence();
      // Whatever was to be refreshed and is there no more is not brought back.
      if (wanted && (trip.operation() != Operation.REFRESH || there.containsKey(key))) {
        rows.add(row(trip.operation(), key, loaded, answers.how(), trip.flight(key).ticket()));
      }
    }
    return rows;
  }

  private Update<K, V> row(
      Operation operation, K key, @Nullable Timed<V> loaded, Loaded how, Ticket ticket) {
    Update<K, V> row = new Update<>(terms, operation, key, ticket);
    if (loaded == null) {
      return row.write(values.absence(key)).living(freshness.lifeOfAbsence());
    }
    Loaded kept = freshness.refreshesAhead() ? how : null;
    return row.write(values.entry(key, loaded.value(), kept, row.isHeard()))
        .living(freshness.life(loaded.timeToLive()));
  }

  private void store(List<Update<K, V>> rows, Operation operation) {
    writes.run(rows, operation);
    long refused = rows.stream().filter(Update::isRefused).count();
    terms.statistics().load(LoadEvent.REFUSED, refused);
  }

  private void keepNear(Collection<K> keys, Answers<V> answers) {
    for (K key : keys) {
      V loaded = answers.value(key);
      if (loaded != null) {
        store.keep(key, values.entry(key, loaded));
      }
    }
  }

  // ---- the end

  /** Does something for flights and ends them, whatever comes of it. */
  private void ending(SingleFlight<K, V> table, Map<K, Flight<V>> flights, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      flights.values().forEach(flight -> flight.fail(e));
      throw e;
    } finally {
      end(table, flights);
    }
  }

  /** Ends flights that could not even begin. */
  void fail(SingleFlight<K, V> table, Map<K, Flight<V>> flights, Throwable failure) {
    flights.values().forEach(flight -> flight.fail(failure));
    end(table, flights);
  }

  private void end(SingleFlight<K, V> table, Map<K, Flight<V>> ended) {
    Map<K, Ticket> tickets = new LinkedHashMap<>();
    ended.forEach(
        (key, flight) -> {
          if (!flight.isOver()) {
            flight.fail(
                new CacheLoaderException("The load of key '" + key + "' ended without a result"));
          }
          table.end(key, flight);
          tickets.put(key, flight.ticket());
        });
    if (!tickets.isEmpty()) {
      store.discard(tickets);
    }
  }
}
