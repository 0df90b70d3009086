package org.entresol.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.entresol.store.Exchange.Request;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Outcome;
import org.entresol.tier.Plan;
import org.entresol.tier.Verdict;
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

  private final ByteTier tier;
  private final Clock clock;
  private final int most;
  private final ConcurrentMap<K, Pending<V>> pending = new ConcurrentHashMap<>();
  private volatile boolean any;

  /**
   * Creates an empty list.
   *
   * @param most the most keys it may hold
   */
  Outage(ByteTier tier, Clock clock, int most) {
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
      Plan plan = request.plan();
      Entry<V> draft = request.draft();
      if (draft != null) {
        draft.expireAt(Lengths.instant(clock.nanos(), plan.lifetimes().creation()));
      }
      Pending<V> before = pending.put(request.place().key(), new Pending<>(plan, draft));
      boolean found = before != null && before.entry() != null;
      outcomes.add(
          new Outcome(
              Verdict.MADE, plan.whenAbsent(), found, draft != null, Outcome.HERE, 0, 0, null));
    }
    any = true;
    return outcomes;
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
