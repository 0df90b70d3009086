package org.entresol.store.tiered;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.entresol.store.Batches;
import org.entresol.store.Entry;
import org.entresol.tier.Entries;
import org.entresol.tier.Facts;
import org.entresol.tier.Facts.State;
import org.entresol.tier.Judge;
import org.entresol.tier.Judgement;
import org.entresol.tier.Judgement.Change;
import org.entresol.tier.Lifetimes;
import org.entresol.tier.Outcome;
import org.entresol.tier.Plan;
import org.entresol.tier.Rule;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The plain writes that were made here while the tier was away, the last of each key, until they
 * have been carried out there. Bounded: what does not fit is refused. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class Outage<K, V> {

  private static final int BATCH = 500;

  private final Entries tier;
  private final Clock clock;
  private final int most;
  private final ConcurrentMap<K, Pending<V>> pending = new ConcurrentHashMap<>();
  private volatile boolean any;

  /**
   * Creates an empty list.
   *
   * @param most the most keys it may hold
   */
  Outage(Entries tier, Clock clock, int most) {
    this.clock = clock;
    this.tier = tier;
    this.most = most;
  }

  /**
   * A write that is made here and not yet there.
   *
   * @param entry what was stored, or null for a removal
   */
  record Pending<V>(Plan plan, @Nullable Entry<V> entry) {}

  /**
   * Makes plans here that could not be made there, if all of them are plain writes.
   *
   * @return their outcomes, or null if nothing was done
   */
  @Nullable List<Outcome> make(List<Request<K, V>> requests) {
    boolean fits = pending.size() + requests.size() <= most;
    if (!fits || !requests.stream().allMatch(request -> request.plan().isPlain())) {
      return null;
    }
    List<Outcome> outcomes = new ArrayList<>(requests.size());
    for (Request<K, V> request : requests) {
      pending.compute(
          request.place().key(),
          (key, before) -> {
            Judgement judged = judge(request.plan(), (before == null) ? null : before.entry());
            outcomes.add(outcome(judged));
            Entry<V> there = (before == null) ? null : before.entry();
            return new Pending<>(request.plan(), entry(request, judged, there));
          });
    }
    any = true;
    return outcomes;
  }

  /** What is not pending here counts as absent, since nobody can tell what the tier has. */
  private Judgement judge(Plan plan, @Nullable Entry<V> before) {
    long now = clock.nanos();
    Facts facts =
        (before == null || before.isExpiredAt(now))
            ? Facts.of(State.NONE, Lifetimes.NEVER, false, now)
            : Facts.of(State.PRESENT, before.expires(), false, now);
    Lifetimes lives = Lengths.inNanos(plan.lifetimes());
    return Judge.judge(Rule.of(plan.whenAbsent(), plan.whenPresent(), lives), facts);
  }

  private static Outcome outcome(Judgement judged) {
    return new Outcome(
        judged.verdict(),
        judged.act(),
        judged.found(),
        judged.change() == Change.STORE,
        Outcome.HERE,
        0,
        null);
  }

  private @Nullable Entry<V> entry(
      Request<K, V> request, Judgement judged, @Nullable Entry<V> there) {
    Entry<V> draft = request.draft();
    if (draft == null || judged.change() != Change.STORE) {
      return null;
    }
    boolean goesOn = judged.found() && request.plan().lifetimes().update() == Lifetimes.UNCHANGED;
    draft.begin(clock.nanos(), goesOn ? there : null);
    draft.expireAt(judged.ends());
    return draft;
  }

  /** Whether a write is pending for a key. */
  boolean isPending(K key) {
    return any && pending.containsKey(key);
  }

  /** The write that is pending for a key, or null. */
  @Nullable Pending<V> get(K key) {
    return any ? pending.get(key) : null;
  }

  /** Carries pending writes out; what fails stays. None is on its way when this returns. */
  synchronized void flush() {
    if (!any) {
      return;
    }
    List<K> keys = List.copyOf(pending.keySet());
    for (List<K> part : Batches.of(keys, BATCH)) {
      List<K> due = new ArrayList<>();
      List<Pending<V>> writes = new ArrayList<>();
      for (K key : part) {
        Pending<V> write = pending.get(key);
        if (write != null) {
          due.add(key);
          writes.add(write);
        }
      }
      tier.attemptAll(writes.stream().map(Pending::plan).toList());
      for (int i = 0; i < due.size(); i++) {
        pending.remove(due.get(i), writes.get(i));
      }
    }
    any = !pending.isEmpty();
  }
}
