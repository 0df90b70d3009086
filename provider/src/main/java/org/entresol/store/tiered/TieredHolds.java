package org.entresol.store.tiered;

import static java.util.stream.Collectors.toSet;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.entresol.store.Holds;
import org.entresol.store.Reach;
import org.entresol.store.Transition;
import org.entresol.store.near.Place;
import org.entresol.store.near.TieredEntry;
import org.entresol.store.tiered.Prolonger.Prolonged;
import org.entresol.tier.Act;
import org.entresol.tier.Found;
import org.entresol.tier.Lease;
import org.entresol.tier.Leased;
import org.entresol.tier.Outcome;
import org.entresol.tier.Plan;
import org.entresol.tier.TierException;
import org.entresol.tier.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * The exclusive right to keys among all threads of all nodes: their locks here, and their leases in
 * the tier. Taken all or none, so that no two who hold some wait for each other's.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class TieredHolds<K, V> implements Holds<K, V>, Prolonged {

  private static final Logger LOG = System.getLogger(TieredHolds.class.getName());
  private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(16);

  private final Holding<K, V> with;
  private final Reach reach;
  private final Lease lease = new Lease(ThreadLocalRandom.current().nextLong() | 1);
  private final Map<K, Place<K, V>> places = new LinkedHashMap<>();
  private final Map<K, @Nullable TieredEntry<V>> entries = new LinkedHashMap<>();
  private final Map<K, TieredEntry<V>> expired = new LinkedHashMap<>();

  private TieredHolds(Holding<K, V> with, Collection<K> keys, Reach reach) {
    this.with = with;
    this.reach = reach;
    keys.forEach(key -> places.put(key, with.wording().place(key)));
  }

  /** Takes the right to keys, waiting for those who have it. */
  static <K, V> TieredHolds<K, V> await(Holding<K, V> with, Collection<K> keys, Reach reach) {
    Set<K> locked = with.view().locks().acquireAll(keys);
    boolean taken = false;
    try {
      TieredHolds<K, V> holds = new TieredHolds<>(with, locked, reach);
      holds.takeAll();
      taken = true;
      return holds;
    } finally {
      if (!taken) {
        locked.forEach(with.view().locks()::release);
      }
    }
  }

  /** Takes the right to a key, unless somebody has it. */
  static <K, V> @Nullable TieredHolds<K, V> ifFree(Holding<K, V> with, K key) {
    if (!with.view().locks().tryAcquire(key)) {
      return null;
    }
    boolean taken = false;
    try {
      TieredHolds<K, V> holds = new TieredHolds<>(with, List.of(key), Reach.EVERYWHERE);
      taken = holds.lease();
      return taken ? holds : null;
    } finally {
      if (!taken) {
        with.view().locks().release(key);
      }
    }
  }

  private void takeAll() {
    if (reach == Reach.EVERYWHERE) {
      awaitLease();
    } else {
      List<Place<K, V>> asked = List.copyOf(places.values());
      List<Found> answers =
          with.dispatch()
              .failures()
              .ask(() -> with.tier().readAll(asked.stream().map(Place::bytes).toList()));
      for (int i = 0; i < asked.size(); i++) {
        TieredEntry<V> known = with.settling().known(asked.get(i), answers.get(i));
        boolean alive = known != null && with.wording().isAlive(known);
        entries.put(asked.get(i).key(), alive ? known : null);
      }
    }
  }

  private void awaitLease() {
    long deadline = System.nanoTime() + with.terms().patience().toNanos();
    long pause = TimeUnit.MILLISECONDS.toNanos(1);
    while (!lease()) {
      if (System.nanoTime() > deadline) {
        throw with.dispatch()
            .failures()
            .of(
                new TierException(
                    "Another node has held one of the keys %s for longer than the %s that this one waits"
                        .formatted(places.keySet(), with.terms().patience()),
                    null,
                    true));
      }
      LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(pause / 2, pause));
      pause = Math.min(2 * pause, LONGEST_PAUSE);
    }
  }

  /** Asks for all leases once; if one is missing, gives the others back. */
  private boolean lease() {
    List<byte[]> bytes = places.values().stream().map(Place::bytes).toList();
    List<Place<K, V>> asked = List.copyOf(places.values());
    List<Leased> answers =
        with.dispatch().failures().ask(() -> with.tier().lease(bytes, lease, with.terms().lease()));
    for (int i = 0; i < asked.size(); i++) {
      Leased answer = answers.get(i);
      if (answer.found() != null) {
        entries.put(asked.get(i).key(), with.settling().known(asked.get(i), answer.found()));
      }
    }
    if (entries.size() < asked.size()) {
      giveBack();
      return false;
    }
    with.leases().add(this);
    return true;
  }

  @Override
  public void prolong() {
    List<byte[]> bytes = places.values().stream().map(Place::bytes).toList();
    with.tier().extend(bytes, lease, with.terms().lease());
  }

  @Override
  public Set<K> keys() {
    return places.keySet();
  }

  @Override
  public @Nullable TieredEntry<V> entry(K key) {
    return entries.get(key);
  }

  @Override
  public void commitAll(Collection<? extends Transition<K, V>> transitions) {
    List<Transition<K, V>> lost = notMade(transitions);
    // What is just gone may have gone by itself, for one, because its time ran out meanwhile.
    List<Transition<K, V>> gone =
        lost.stream().filter(transition -> isFoundGone(transition.key())).toList();
    lost.removeAll(gone);
    lost.addAll(notMade(gone));
    drop(lost.stream().map(Transition::key).collect(toSet()));
  }

  private boolean isFoundGone(K key) {
    return entries.containsKey(key) && entries.get(key) == null;
  }

  /** Makes steps, and gives those that were not. */
  private List<Transition<K, V>> notMade(Collection<? extends Transition<K, V>> transitions) {
    List<Transition<K, V>> lost = new ArrayList<>();
    List<Sent<K, V>> sent = sent(transitions);
    List<Outcome> outcomes = commit(sent);
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i).verdict() != Verdict.MADE) {
        lost.add(sent.get(i).transition());
      }
    }
    return lost;
  }

  private List<Sent<K, V>> sent(Collection<? extends Transition<K, V>> transitions) {
    List<Sent<K, V>> sent = new ArrayList<>(transitions.size());
    for (Transition<K, V> transition : transitions) {
      Place<K, V> place = with.wording().place(transition.key());
      Plan plan = with.wording().plan(place, transition);
      TieredEntry<V> found = entries.get(transition.key());
      if (reach == Reach.EVERYWHERE) {
        plan.under(lease);
      }
      if (!transition.rule().isIdle()) {
        plan.ifVersion(found == null ? null : found.version());
      }
      TieredEntry<V> seen = (found == null) ? expired.get(transition.key()) : found;
      sent.add(new Sent<>(transition, seen, new Request<>(place, plan, transition.draft())));
    }
    return sent;
  }

  /** Makes steps, and gives back the leases of those that were made. */
  private List<Outcome> commit(List<Sent<K, V>> sent) {
    List<Request<K, V>> requests = sent.stream().map(Sent::request).toList();
    List<Outcome> outcomes;
    try {
      outcomes = with.dispatch().send(requests);
    } catch (RuntimeException | Error e) {
      // Whoever has just not answered is not asked again: the leases end by themselves.
      entries.clear();
      throw e;
    }
    with.settling().settleAll(sent, outcomes);
    for (int i = 0; i < sent.size(); i++) {
      K key = sent.get(i).transition().key();
      if (outcomes.get(i).verdict() == Verdict.OVERTAKEN) {
        meet(key, with.wording().entry(sent.get(i).request().place(), outcomes.get(i)));
      } else if (outcomes.get(i).verdict() != Verdict.FULL) {
        entries.remove(key);
      }
    }
    with.dispatch().requireRoom(requests, outcomes);
    return outcomes;
  }

  /** Takes over what is there now; an entry whose time ran out meanwhile is remembered. */
  private void meet(K key, @Nullable TieredEntry<V> now) {
    TieredEntry<V> before = entries.put(key, now);
    if (now == null && before != null && !with.wording().isAlive(before)) {
      expired.put(key, before);
    }
  }

  /** Makes a step of one key. */
  Verdict commit(Transition<K, V> transition) {
    return commit(sent(List.of(transition))).get(0).verdict();
  }

  /** Removes entries, whatever they are by now. */
  void drop(Collection<K> keys) {
    List<Place<K, V>> dropped =
        places.values().stream().filter(place -> keys.contains(place.key())).toList();
    with.dispatch()
        .send(
            dropped.stream()
                .map(p -> new Request<K, V>(p, new Plan(p.bytes(), Act.DROP, Act.DROP), null))
                .toList());
    dropped.forEach(place -> with.view().forget(place.key()));
  }

  private void giveBack() {
    if (reach == Reach.NODE) {
      return;
    }
    List<Plan> plans =
        places.values().stream()
            .filter(place -> entries.containsKey(place.key()))
            .map(place -> new Plan(place.bytes(), Act.LEAVE, Act.LEAVE).under(lease))
            .toList();
    entries.clear();
    try {
      with.tier().attemptAll(plans);
    } catch (TierException e) {
      LOG.log(Level.DEBUG, "A lease was not given back and will end by itself", e);
    }
  }

  @Override
  public void close() {
    with.leases().remove(this);
    try {
      giveBack();
    } finally {
      places.keySet().forEach(with.view().locks()::release);
    }
  }
}
