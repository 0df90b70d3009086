package org.entresol.store.tiered;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.entresol.KeyDescription;
import org.entresol.OnFailure;
import org.entresol.guard.Deadline;
import org.entresol.queue.TieredQueue;
import org.entresol.store.Batches;
import org.entresol.store.Entry;
import org.entresol.store.EntryStore;
import org.entresol.store.Holds;
import org.entresol.store.KeyPattern;
import org.entresol.store.Loads;
import org.entresol.store.Nearness;
import org.entresol.store.Reach;
import org.entresol.store.Transition;
import org.entresol.store.Unread;
import org.entresol.store.near.NodeView;
import org.entresol.store.near.Place;
import org.entresol.store.near.TieredEntry;
import org.entresol.store.tiered.NearKeeper.Upkeep;
import org.entresol.store.tiered.Outage.Pending;
import org.entresol.tier.Audited;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Extent;
import org.entresol.tier.Faults;
import org.entresol.tier.Found;
import org.entresol.tier.Hearing;
import org.entresol.tier.Kept;
import org.entresol.tier.Outcome;
import org.entresol.tier.Recall;
import org.entresol.tier.Rule;
import org.entresol.tier.Volume;
import org.entresol.tier.away.EmptyWhileAway;
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

  /** The most keys that may be written on this node alone while the tier is away. */
  private static final int MOST_PENDING = 10_000;

  private final ByteTier tier;
  private final NodeView<K, V> view;
  private final Failures failures;
  private final Wording<K, V> wording;
  private final Settling<K, V> settling;
  private final Outage<K, V> outage;
  private final Dispatch<K, V> dispatch;
  private final Steps<K, V> steps;
  private final Touches<K> touches;
  private final Holding<K, V> holding;
  private final Loads<K, V> loads;
  private final Nearness<K, V> nearness;
  private final WholeCache<K, V> whole;
  private final @Nullable CoherenceAudit audit;

  /**
   * Opens a store, and listens to the tier from then on.
   *
   * @param authority the tier
   * @param view what this node knows of the tier
   * @param measured asks the tier, and says what users get to see of what fails
   * @param queue takes what the source has to learn later, or null
   */
  public TieredStore(
      ByteTier authority,
      TierCodec<K, V> codec,
      NodeView<K, V> view,
      Clock clock,
      TieredTerms terms,
      Failures measured,
      @Nullable TieredQueue<K, V> queue) {
    WhileAway away = terms.away();
    EmptyWhileAway absence =
        (away.onFailure() == OnFailure.MISS)
            ? new EmptyWhileAway(
                authority, clock, away.grows() ? codec::isGreater : null, measured.calls())
            : null;
    this.tier = (absence == null) ? authority : absence;
    this.view = view;
    this.failures = (absence == null) ? measured : measured.uncounted();
    this.wording = new Wording<>(tier, codec, clock, view, queue != null, failures);
    this.settling = new Settling<>(wording, view);
    boolean degrades = away.onFailure() == OnFailure.DEGRADE;
    this.outage = new Outage<>(tier, clock, degrades ? MOST_PENDING : 0);
    this.dispatch = new Dispatch<>(tier, view, outage, queue, failures);
    this.steps = new Steps<>(wording, settling, dispatch, absence);
    this.touches = new Touches<>(tier, clock);
    this.whole = new WholeCache<>(tier, view, outage, wording, failures);
    Prolonger leases = new Prolonger(terms.lease(), clock);
    this.holding = new Holding<>(tier, view, leases, terms, wording, settling, dispatch);
    TieredLoadLocks<K> locks = new TieredLoadLocks<>(tier, codec, terms.loadLease(), clock);
    this.loads =
        new TieredLoads<>(tier, wording, settling, failures, view.tickets(), locks, terms.ticket());
    this.nearness =
        (view.isNear() || absence != null)
            ? new TieredNearness<>(this, tier, failures, view, wording, clock, away.keep())
            : new StandInNearness<>(wording, tier, failures);
    List<Runnable> dues = List.of(locks::tick, leases::tick, touches::flush);
    this.audit =
        (terms.audits() > 0 && view.isNear())
            ? new CoherenceAudit(codec.cache(), tier, clock, terms.audits())
            : null;
    Upkeep upkeep = new Upkeep(dues, away.maxStaleness(), wording.standIns());
    listen(new NearKeeper<>(tier, codec, view, outage, upkeep, audit, clock));
  }

  private void listen(NearKeeper<K, V> keeper) {
    try {
      failures.noted(
          () -> {
            tier.listen(keeper);
            keeper.begin();
          });
    } catch (RuntimeException | Error e) {
      tier.close();
      throw e;
    }
  }

  // ---- reads

  @Override
  public @Nullable Entry<V> read(K key) {
    Entry<V> entry = readNear(key);
    return (entry == null) ? readCurrent(key) : entry;
  }

  @Override
  public @Nullable Entry<V> readNear(K key) {
    return outage.isPending(key) ? null : view.get(key);
  }

  @Override
  public Map<K, Entry<V>> readAllNear(Collection<? extends K> keys) {
    Map<K, Entry<V>> near = new LinkedHashMap<>();
    long now = wording.now();
    for (K key : keys) {
      Entry<V> entry = readNear(key);
      if (entry != null && !entry.isExpiredAt(now)) {
        near.put(key, entry);
      }
    }
    return near;
  }

  @Override
  public @Nullable Entry<V> readCurrent(K key) {
    Pending<V> pending = outage.get(key);
    if (pending != null) {
      return pending.entry();
    }
    Place<K, V> place = wording.place(key);
    return settling.known(place, failures.ask(() -> tier.read(place.bytes())));
  }

  @Override
  public Map<K, Entry<V>> readAll(Collection<? extends K> keys) {
    return readAllBeyond(keys, readAllNear(keys));
  }

  @Override
  public Map<K, Entry<V>> readAllBeyond(Collection<? extends K> keys, Map<K, Entry<V>> near) {
    if (near.size() == keys.size()) {
      return near;
    }
    Map<K, Entry<V>> found = new LinkedHashMap<>(near);
    List<Place<K, V>> far = new ArrayList<>();
    long now = wording.now();
    for (K key : keys) {
      Pending<V> pending = outage.get(key);
      Entry<V> entry = (pending == null) ? null : pending.entry();
      if (entry != null && !entry.isExpiredAt(now)) {
        found.put(key, entry);
      } else if (pending == null && !found.containsKey(key)) {
        far.add(wording.place(key));
      }
    }
    for (List<Place<K, V>> part : Batches.of(far, BATCH)) {
      List<Found> answers =
          failures.ask(() -> tier.readAll(part.stream().map(Place::bytes).toList()));
      found.putAll(settling.known(part, answers));
    }
    return found;
  }

  @Override
  public KeyDescription describe(K key) {
    return new Describing<>(tier, wording, failures).describe(key);
  }

  @Override
  public void touch(K key, Entry<V> entry, long expires) {
    long soonest = Math.min(entry.expires(), expires);
    entry.expireAt(expires);
    view.touched(key);
    if (entry instanceof TieredEntry<V> known) {
      failures.noted(() -> touches.add(key, wording.place(key).bytes(), known, soonest));
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
    if (!view.locks().isHeld(key)) {
      put(request);
      return;
    }
    view.locks().acquire(key, patience());
    try {
      put(request);
    } finally {
      view.locks().release(key);
    }
  }

  private void put(List<Request<K, V>> request) {
    List<Outcome> outcome = dispatch.send(request);
    dispatch.requireRoom(request, outcome);
    view.overrule(request.get(0).place().key(), null);
    settling.take(request.get(0), outcome.get(0));
  }

  @Override
  public void applyAll(Collection<? extends Transition<K, V>> transitions) {
    Deadline deadline = patience();
    for (List<Transition<K, V>> part : Batches.<Transition<K, V>>of(transitions, BATCH)) {
      List<K> ordered = new ArrayList<>();
      List<Transition<K, V>> due = new ArrayList<>();
      for (Transition<K, V> transition : part) {
        boolean held = view.locks().isHeld(transition.key());
        if (held && transition.givesWay()) {
          continue;
        }
        due.add(transition);
        if (held || transition.isHeard()) {
          ordered.add(transition.key());
        }
      }
      view.locks().acquireAll(ordered, deadline);
      try {
        steps.make(due);
      } finally {
        ordered.stream().distinct().forEach(view.locks()::release);
      }
    }
  }

  // ---- holds

  @Override
  public Deadline patience() {
    return Deadline.in(holding.terms().patience());
  }

  @Override
  public Holds<K, V> holdAll(Collection<K> keys, Reach reach, Deadline deadline) {
    return TieredHolds.await(holding, keys, reach, deadline);
  }

  @Override
  public Holds<K, V> holdFree(Collection<K> keys) {
    return TieredHolds.ofFree(holding, keys);
  }

  @Override
  public int together() {
    return BATCH;
  }

  // ---- the whole

  @Override
  public Loads<K, V> loads() {
    return loads;
  }

  @Override
  public Nearness<K, V> nearness() {
    return nearness;
  }

  @Override
  public Iterator<Map.Entry<K, Entry<V>>> scan(Unread unread) {
    return new TieredScan<>(tier, wording.codec(), wording, failures, unread);
  }

  @Override
  public void clear() {
    view.tickets().revokeAll();
    view.locks().awaitAll(patience());
    whole.clear();
  }

  @Override
  public Iterator<List<K>> find(KeyPattern pattern) {
    return whole.find(pattern);
  }

  @Override
  public void recall(long[] tags, Recall how) {
    whole.recall(tags, how);
  }

  @Override
  public void close() {
    view.tickets().revokeAll();
    tier.close();
    wording.standIns().forgetAll();
    view.close();
  }

  @Override
  public void destroy() {
    failures.tell(tier::destroy);
  }

  @Override
  public Faults faults() {
    return tier.faults().and(wording.codec().unreadable(), view.gaps(), view.unkept());
  }

  @Override
  public Hearing hearing() {
    return view.hearing();
  }

  @Override
  public Audited audited() {
    return (audit == null) ? Audited.NONE : audit.audited();
  }

  @Override
  public Kept kept() {
    return view.kept();
  }

  @Override
  public Extent extent(int weighed) {
    return failures.ask(() -> tier.extent(weighed));
  }

  @Override
  public @Nullable Volume volume() {
    return AskedVolume.of(tier.volume(), failures);
  }

  @Override
  public long size() {
    return view.kept().entries();
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    T found = view.unwrap(type);
    return (found == null) ? tier.unwrap(type) : found;
  }
}
