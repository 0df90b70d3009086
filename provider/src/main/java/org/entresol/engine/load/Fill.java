package org.entresol.engine.load;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.cache.event.CacheEntryListenerException;
import org.entresol.Timed;
import org.entresol.engine.AuthorityException;
import org.entresol.engine.BulkWrites;
import org.entresol.engine.CacheContext;
import org.entresol.engine.Operation;
import org.entresol.engine.Terms;
import org.entresol.engine.Update;
import org.entresol.engine.Values;
import org.entresol.guard.LoadTurns;
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
 * tickets and look once more, ask, store, and tell everybody who waits. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class Fill<K, V> {

  private final EntryStore<K, V> store;
  private final Values<K, V> values;
  private final Terms<K, V> terms;
  private final BulkWrites<K, V> writes;
  private final SourceReader<K, V> source;
  private final Freshness freshness;
  private final LoadTurns<K> turns;
  private final int batch;
  private final Unstored unstored;

  /**
   * Creates the filling of one cache.
   *
   * @param turns keep other nodes from loading the same
   * @param batch the most keys that one call of the loader is given
   */
  Fill(
      CacheContext<K, V> context,
      BulkWrites<K, V> writes,
      SourceReader<K, V> source,
      Freshness freshness,
      LoadTurns<K> turns,
      int batch) {
    this.store = context.store();
    this.values = context.values();
    this.terms = context.terms();
    this.writes = writes;
    this.source = source;
    this.freshness = freshness;
    this.turns = turns;
    this.batch = batch;
    this.unstored = new Unstored(context.name(), terms.statistics(), terms.clock());
  }

  // ---- lock

  /**
   * Carries out a trip of keys that were not in the cache.
   *
   * @throws RuntimeException what the loader or a listener threw
   */
  void fill(Trip<K, V> trip) {
    trip.carryOut(
        () -> turns.each(trip.keys(), keys -> fill(keys, trip), key -> landStale(key, trip)));
  }

  /**
   * Replaces entries, unless another node is at it, or somebody here.
   *
   * @param boarding makes the trip of those entries that are to be replaced still
   */
  void refresh(Map<K, Entry<V>> seen, Function<Set<K>, Trip<K, V>> boarding) {
    turns.workOnFree(
        seen.keySet(),
        keys -> {
          Map<K, Entry<V>> there = store.readAll(keys);
          Set<K> still = new LinkedHashSet<>(keys);
          still.removeIf(key -> !requireNonNull(seen.get(key)).isSameAs(there.get(key)));
          Trip<K, V> trip = boarding.apply(still);
          trip.carryOut(() -> fill(trip.keys(), trip));
        });
  }

  /** Loads without regard to what is cached; a change that comes meanwhile wins all the same. */
  void reload(List<K> keys) {
    for (List<K> part : Batches.<K>of(keys, batch)) {
      turns.each(part, this::reloadHeld, key -> inVain());
    }
  }

  private boolean inVain() {
    terms.statistics().load(LoadEvent.UNGUARDED, 1);
    return false;
  }

  private boolean landStale(K key, Trip<K, V> trip) {
    Entry<V> stale = trip.old(key);
    Entry<V> there = (stale == null) ? null : store.readAll(List.of(key)).get(key);
    if (stale == null || !stale.isSameAs(there)) {
      return inVain();
    }
    terms.statistics().load(LoadEvent.STALE, 1);
    trip.land(key, stale.value());
    return true;
  }

  // ---- look again, ask

  private void fill(Collection<K> keys, Trip<K, V> trip) {
    CacheEntryListenerException unheard = null;
    for (List<K> part : Batches.<K>of(keys, batch)) {
      Map<K, Entry<V>> there = store.loads().register(trip.tickets(part));
      List<K> wanted = new ArrayList<>(part);
      wanted.removeIf(key -> landFound(key, there.get(key), trip));
      if (!wanted.isEmpty()) {
        if (trip.operation() == Operation.REFRESH) {
          terms.statistics().load(LoadEvent.REFRESHED, wanted.size());
        }
        Answers<V> answers = source.read(wanted, trip.ask());
        try {
          storeAndLand(wanted, answers, there, trip);
        } catch (CacheEntryListenerException e) {
          unheard = e;
        }
      }
    }
    if (unheard != null) {
      throw unheard;
    }
  }

  private void reloadHeld(Collection<K> keys) {
    Map<K, Ticket> tickets = new LinkedHashMap<>();
    keys.forEach(key -> tickets.put(key, store.loads().ticket(key)));
    try {
      store.loads().register(tickets);
      Answers<V> answers = source.read(keys, Ask.MANY);
      List<Update<K, V>> updates = new ArrayList<>();
      tickets.forEach(
          (key, ticket) -> {
            Timed<V> loaded = answers.timed(key);
            if (loaded != null && answers.lasts(key)) {
              updates.add(row(Operation.RELOAD, key, loaded, answers.how(), ticket));
            }
          });
      store(updates, Operation.RELOAD);
    } finally {
      store.loads().discard(tickets);
    }
  }

  // ---- store

  /**
   * Stores what was loaded, and lands what it came to.
   *
   * @throws CacheEntryListenerException from a listener; everybody aboard has been told by then
   */
  private void storeAndLand(
      List<K> wanted, Answers<V> answers, Map<K, Entry<V>> there, Trip<K, V> trip) {
    List<Update<K, V>> rows = rows(wanted, answers, there, trip);
    CacheEntryListenerException unheard = null;
    try {
      store(rows, trip.operation());
    } catch (CacheEntryListenerException e) {
      unheard = e;
    } catch (AuthorityException e) {
      List<K> unchanged = new ArrayList<>(wanted);
      unchanged.removeIf(key -> !trip.ticket(key).stands());
      keepNear(unchanged, answers, e);
    } catch (RuntimeException | Error e) {
      // Whatever storing it came to, those aboard get what the source said.
      trip.land(wanted, answers);
      throw e;
    }
    rows.forEach(row -> landPresent(row, trip));
    Set<K> outdated = outdated(rows);
    List<K> current = new ArrayList<>(wanted);
    current.removeAll(outdated);
    trip.land(current, answers);
    landAnew(outdated, trip);
    if (unheard != null) {
      throw unheard;
    }
  }

  /** What is to be stored; nothing, too, if that is kept in mind or takes an old value's place. */
  private List<Update<K, V>> rows(
      List<K> keys, Answers<V> answers, Map<K, Entry<V>> there, Trip<K, V> trip) {
    List<Update<K, V>> rows = new ArrayList<>(keys.size());
    for (K key : keys) {
      Timed<V> loaded = answers.timed(key);
      boolean gone = loaded == null && freshness.usable(there.get(key)) != null;
      boolean wanted =
          answers.lasts(key) && (loaded != null || gone || freshness.remembersAbsence());
      // Whatever was to be refreshed and is there no more is not brought back.
      if (wanted && (trip.operation() != Operation.REFRESH || there.containsKey(key))) {
        rows.add(row(trip.operation(), key, loaded, answers.how(), trip.ticket(key)));
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
    return row.write(values.entry(key, loaded.value(), kept, row.isHeard(), loaded.tags()))
        .living(freshness.life(loaded.timeToLive()));
  }

  private void store(List<Update<K, V>> rows, Operation operation) {
    writes.run(rows, operation);
    unstored.tell(rows);
  }

  /** Keeps values near for a short time that the authority has not got, for the reason given. */
  void keepNear(Collection<K> keys, Answers<V> answers, AuthorityException reason) {
    long kept = 0;
    for (K key : keys) {
      Timed<V> loaded = answers.timed(key);
      if (loaded != null && answers.lasts(key)) {
        store.nearness().keep(key, values.entry(key, loaded.value(), null, false, loaded.tags()));
        kept++;
      }
    }
    unstored.tell(kept, reason);
  }

  // ---- land

  /** Ends a flight that came late with what another load has stored: nobody sees two values. */
  private void landPresent(Update<K, V> row, Trip<K, V> trip) {
    Entry<V> present = row.present();
    if (present != null && row.isCommitted() && row.act() == Act.LEAVE) {
      trip.land(row.key(), present.value());
    }
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
      trip.land(missing, source.read(missing, trip.ask()));
    }
  }

  /** Ends a flight with what has come into the cache since its key was missed, or seen as due. */
  private boolean landFound(K key, @Nullable Entry<V> there, Trip<K, V> trip) {
    Entry<V> seen = (trip.operation() == Operation.REFRESH) ? trip.old(key) : null;
    if (there == null || (seen != null && there.isSameAs(seen))) {
      return false;
    }
    boolean present = terms.isPresent(there);
    if (present || freshness.knowsAbsence(there)) {
      trip.land(key, present ? there.value() : null);
      return true;
    }
    return false;
  }
}
