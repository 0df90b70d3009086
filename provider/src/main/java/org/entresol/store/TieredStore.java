package org.entresol.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.entresol.HeapBound;
import org.entresol.guard.KeyLocks;
import org.entresol.guard.LoadLocks;
import org.entresol.guard.Ticket;
import org.entresol.guard.Tickets;
import org.entresol.queue.TieredQueue;
import org.entresol.store.Outage.Pending;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Found;
import org.entresol.tier.Outcome;
import org.entresol.tier.Plan;
import org.entresol.tier.Rule;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * A store over a tier that is the authority, with or without a near cache before it.
 *
 * <p>A step is sent to the tier as a {@link Rule} and judged there; what comes of it is taken into
 * the near cache before the caller hears of it. Where listeners want to know, steps of one key go
 * one after the other in this JVM, so that what they hear is in order. No key waits for another.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class TieredStore<K, V> implements EntryStore<K, V> {

  /** The most keys that one command names: a script holds up everybody else while it runs. */
  private static final int BATCH = 500;

  private final ByteTier tier;
  private final TierCodec<K, V> codec;
  private final Clock clock;
  private final TieredTerms terms;
  private final Failures failures;
  private final Wording<K, V> wording;
  private final NodeView<K, V> view;
  private final Dispatch<K, V> dispatch;
  private final Holding<K, V> holding;
  private final Outage<K, V> outage;
  private final Coherence coherence;
  private final @Nullable NearCache<K, V> near;
  private final KeyLocks<K> locks;
  private final Tickets<K> tickets = new Tickets<>();
  private final TieredTickets<K> rights;
  private final Touches<K> touches;
  private final Prolonger<TieredHolds<K, V>> holds;
  private final TieredLoadLocks<K> loadLocks;

  /**
   * Opens a store, and listens to the tier from then on.
   *
   * @param bound the most that the near cache may hold, or null for none
   * @param reclaim when the memory of expired near entries is freed, or null when none expires
   * @param listener hears of the changes of other nodes, or null for nobody
   * @param executor runs what tells it of them
   * @param queue takes what the source has to learn later, or null
   * @param forUsers what users get to see of a failure of the tier or the codec, or of a wait that
   *     could never end
   */
  public TieredStore(
      ByteTier tier,
      TierCodec<K, V> codec,
      @Nullable HeapBound bound,
      @Nullable Reclaim<K, V> reclaim,
      Clock clock,
      TieredTerms terms,
      UnaryOperator<RuntimeException> forUsers,
      @Nullable ChangeListener<K, V> listener,
      Executor executor,
      @Nullable TieredQueue<K, V> queue) {
    this.tier = tier;
    this.failures = new Failures(forUsers);
    this.locks = new KeyLocks<>(forUsers);
    this.codec = codec;
    this.clock = clock;
    this.terms = terms;
    this.coherence = new Coherence(tier.partitions());
    this.near = (bound == null) ? null : new NearCache<>(bound, reclaim, clock, coherence);
    RemoteChanges<K, V> remote =
        (listener == null) ? null : new RemoteChanges<>(listener, executor, locks);
    this.outage = new Outage<>(tier, clock, terms.mostPending());
    this.wording = new Wording<>(tier, codec, clock, coherence, near, queue != null, failures);
    this.view = new NodeView<>(wording, coherence, near, tickets, remote);
    this.dispatch = new Dispatch<>(tier, view, outage, queue, failures);
    this.rights = new TieredTickets<>(tier, wording, failures, tickets);
    this.touches = new Touches<>(tier, clock);
    this.holds = new Prolonger<>(terms.lease(), clock, TieredHolds::prolong);
    this.holding = new Holding<>(tier, locks, holds, terms, wording, view, dispatch);
    this.loadLocks = new TieredLoadLocks<>(tier, codec, terms.loadLease(), clock);
    NearKeeper keeper =
        new NearKeeper(
            new RemoteNews<>(codec, coherence, near, tickets, remote),
            tier,
            coherence,
            outage,
            List.of(loadLocks::tick, holds::tick, touches::flush),
            terms.maxStaleness(),
            clock);
    listen(keeper);
  }

  private void listen(NearKeeper keeper) {
    try {
      dispatch.tell(
          () -> {
            tier.listen(keeper);
            keeper.compareAnew();
          });
    } catch (RuntimeException | Error e) {
      tier.close();
      throw e;
    }
  }

  // ---- reads

  @Override
  public @Nullable Entry<V> read(K key) {
    Entry<V> entry = (near == null || outage.get(key) != null) ? null : near.get(key);
    return (entry == null) ? readCurrent(key) : entry;
  }

  @Override
  public @Nullable Entry<V> readCurrent(K key) {
    Pending<V> pending = outage.get(key);
    if (pending != null) {
      return pending.entry();
    }
    Place<K, V> place = wording.place(key);
    return view.known(place, dispatch.ask(() -> tier.read(place.bytes())));
  }

  @Override
  public @Nullable Entry<V> readAgain(K key, Entry<V> past) {
    if (near == null) {
      return past;
    }
    Entry<V> current = readCurrent(key);
    if (current == null) {
      near.drop(key, past);
    }
    return current;
  }

  @Override
  public Map<K, Entry<V>> readAll(Collection<? extends K> keys) {
    Map<K, Entry<V>> found = new LinkedHashMap<>();
    List<Place<K, V>> far = new ArrayList<>();
    long now = clock.nanos();
    for (K key : keys) {
      Pending<V> pending = outage.get(key);
      Entry<V> entry = (pending != null) ? pending.entry() : (near == null) ? null : near.get(key);
      if (entry != null && !entry.isExpiredAt(now)) {
        found.put(key, entry);
      } else if (pending == null) {
        far.add(wording.place(key));
      }
    }
    for (List<Place<K, V>> part : Batches.of(far, BATCH)) {
      List<Found> answers =
          dispatch.ask(() -> tier.readAll(part.stream().map(Place::bytes).toList()));
      found.putAll(known(part, answers));
    }
    return found;
  }

  @Override
  public void touch(K key, Entry<V> entry, long expires) {
    entry.expireAt(expires);
    if (near != null) {
      near.touched(key);
    }
    if (entry instanceof TieredEntry<V> known) {
      dispatch.tell(() -> touches.add(key, wording.place(key).bytes(), known));
    }
  }

  // ---- steps

  @Override
  public void apply(Transition<K, V> transition) {
    applyAll(List.of(transition));
  }

  @Override
  public void put(K key, Entry<V> entry) {
    Place<K, V> place = wording.place(key);
    List<Request<K, V>> request =
        List.of(new Request<>(place, wording.planOfPut(place, entry), entry));
    if (!locks.isHeld(key)) {
      put(request);
      return;
    }
    locks.acquire(key);
    try {
      put(request);
    } finally {
      locks.release(key);
    }
  }

  private void put(List<Request<K, V>> request) {
    List<Outcome> outcome = dispatch.send(request);
    dispatch.requireRoom(request, outcome);
    tickets.revoke(request.get(0).place().key());
    view.take(request.get(0), outcome.get(0));
  }

  @Override
  public void applyAll(Collection<? extends Transition<K, V>> transitions) {
    for (List<Transition<K, V>> part : Batches.<Transition<K, V>>of(transitions, BATCH)) {
      List<K> ordered = new ArrayList<>();
      List<Transition<K, V>> due = new ArrayList<>();
      for (Transition<K, V> transition : part) {
        boolean held = locks.isHeld(transition.key());
        if (held && transition.givesWay()) {
          continue;
        }
        due.add(transition);
        if (held || transition.isHeard()) {
          ordered.add(transition.key());
        }
      }
      locks.acquireAll(ordered);
      try {
        make(due);
      } finally {
        ordered.stream().distinct().forEach(locks::release);
      }
    }
  }

  private void make(List<Transition<K, V>> transitions) {
    List<Sent<K, V>> sent = new ArrayList<>(transitions.size());
    for (Transition<K, V> transition : transitions) {
      if (transition.rule().isIdle()) {
        view.settleIdle(transition);
      } else {
        Place<K, V> place = wording.place(transition.key());
        Plan plan = wording.plan(place, transition);
        Request<K, V> request = new Request<>(place, plan, transition.draft());
        sent.add(new Sent<>(transition, transition.expected(), request));
      }
    }
    List<Request<K, V>> requests = sent.stream().map(Sent::request).toList();
    List<Outcome> outcomes = dispatch.send(requests);
    view.settleAll(sent, outcomes);
    dispatch.requireRoom(requests, outcomes);
  }

  // ---- holds

  @Override
  public Hold<K, V> hold(K key, Reach reach) {
    return new TieredHold<>(TieredHolds.await(holding, List.of(key), reach), key);
  }

  @Override
  public @Nullable Hold<K, V> tryHold(K key) {
    TieredHolds<K, V> holds = TieredHolds.ifFree(holding, key);
    return (holds == null) ? null : new TieredHold<>(holds, key);
  }

  @Override
  public Holds<K, V> holdAll(Collection<K> keys, Reach reach) {
    return TieredHolds.await(holding, keys, reach);
  }

  // ---- loads

  @Override
  public void dropNear(K key) {
    if (near != null) {
      near.drop(key);
    }
  }

  @Override
  public void dropNear() {
    coherence.dropAll();
  }

  @Override
  public void keep(K key, Entry<V> entry) {
    if (near != null && !terms.keep().isZero()) {
      Place<K, V> place = wording.place(key);
      near.keep(key, wording.kept(place, entry, clock.nanos() + terms.keep().toNanos()));
    }
  }

  @Override
  public Ticket ticket(K key) {
    return tickets.issue(key);
  }

  /** The right to load keys among all nodes. */
  public LoadLocks<K> loadLocks() {
    return loadLocks;
  }

  @Override
  public Map<K, Entry<V>> register(Map<K, Ticket> loads) {
    List<Place<K, V>> places = loads.keySet().stream().map(wording::place).toList();
    List<byte[]> bytes = places.stream().map(Place::bytes).toList();
    List<Long> numbers = loads.values().stream().map(Ticket::number).toList();
    List<Found> answers = dispatch.ask(() -> tier.leaveTickets(bytes, numbers, terms.ticket()));
    return known(places, answers);
  }

  private Map<K, Entry<V>> known(List<Place<K, V>> places, List<Found> answers) {
    Map<K, Entry<V>> found = new LinkedHashMap<>();
    for (int i = 0; i < places.size(); i++) {
      Entry<V> entry = view.known(places.get(i), answers.get(i));
      if (entry != null) {
        found.put(places.get(i).key(), entry);
      }
    }
    return found;
  }

  @Override
  public void discard(Map<K, Ticket> loads) {
    rights.discard(loads);
  }

  @Override
  public void revokeTickets() {
    rights.revokeAll();
  }

  // ---- the whole

  @Override
  public Iterator<Map.Entry<K, Entry<V>>> scan() {
    return new TieredScan<>(tier, codec, wording, failures);
  }

  @Override
  public void clear() {
    tickets.revokeAll();
    locks.awaitAll();
    try {
      dispatch.tell(() -> tier.clear());
    } finally {
      coherence.dropAll();
    }
  }

  @Override
  public void close() {
    tickets.revokeAll();
    tier.close();
    if (near != null) {
      near.dropAll();
    }
  }

  @Override
  public void destroy() {
    dispatch.tell(() -> tier.destroy());
  }

  @Override
  public long size() {
    return (near == null) ? 0 : near.size();
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    T found = (near == null) ? null : near.unwrap(type);
    return (found == null) ? tier.unwrap(type) : found;
  }
}
