package org.entresol.store.tiered;

import static java.util.stream.Collectors.toCollection;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.entresol.guard.Deadline;
import org.entresol.guard.KeyLocks;
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
import org.entresol.tier.Stored;
import org.entresol.tier.TierException;
import org.entresol.tier.Verdict;
import org.entresol.tier.Version;
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

  /** Whom it keeps out; an optimistic one that knows nothing keeps out all. */
  private Reach reach;

  private final Lease lease = new Lease(ThreadLocalRandom.current().nextLong() | 1);
  private final Map<K, Place<K, V>> places = new LinkedHashMap<>();
  private final HeldEntries<K, V> entries;
  private final Set<K> lost = new HashSet<>();

  /** Whether it is being given back, so that it is not prolonged any more. */
  private volatile boolean ending;

  private TieredHolds(Holding<K, V> with, Collection<K> keys, Reach reach) {
    this.with = with;
    this.reach = reach;
    this.entries = new HeldEntries<>(with.wording()::isAlive);
    keys.forEach(key -> places.put(key, with.wording().place(key)));
  }

  /** Takes the right to keys, waiting for those who have it. */
  static <K, V> TieredHolds<K, V> await(
      Holding<K, V> with, Collection<K> keys, Reach reach, Deadline deadline) {
    Set<K> locked = with.view().locks().acquireAll(keys, deadline);
    boolean taken = false;
    try {
      TieredHolds<K, V> holds = new TieredHolds<>(with, locked, reach);
      holds.takeAll(deadline);
      taken = true;
      return holds;
    } finally {
      if (!taken) {
        locked.forEach(with.view().locks()::release);
      }
    }
  }

  /** Takes the right to those keys that nobody has. */
  static <K, V> TieredHolds<K, V> ofFree(Holding<K, V> with, Collection<K> keys) {
    KeyLocks<K> locks = with.view().locks();
    Set<K> locked =
        keys.stream().filter(locks::tryAcquire).collect(toCollection(LinkedHashSet::new));
    boolean taken = false;
    try {
      TieredHolds<K, V> holds = new TieredHolds<>(with, locked, Reach.EVERYWHERE);
      holds.leaseFree();
      taken = true;
      return holds;
    } finally {
      if (!taken) {
        locked.forEach(locks::release);
      }
    }
  }

  /** Asks for all leases once, and leaves alone those keys that others have. */
  private void leaseFree() {
    if (places.isEmpty()) {
      return;
    }
    boolean read = false;
    try {
      List<Place<K, V>> missing = ask();
      missing.forEach(
          place -> {
            places.remove(place.key());
            with.view().locks().release(place.key());
          });
      read = true;
    } finally {
      if (!read) {
        giveBack();
      }
    }
    if (!places.isEmpty()) {
      with.leases().add(this);
    }
  }

  private void takeAll(Deadline deadline) {
    if (reach != Reach.EVERYWHERE) {
      find();
    }
    if (reach == Reach.OPTIMISTIC && !entries.areAllAlive()) {
      entries.clear();
      reach = Reach.EVERYWHERE;
    }
    if (reach == Reach.EVERYWHERE) {
      awaitLease(deadline);
    }
  }

  /** Finds what lies under the keys without a right to them: near, where that will do. */
  private void find() {
    if (reach == Reach.OPTIMISTIC && with.view().isNear()) {
      places.keySet().forEach(key -> near(key, with.view().get(key)));
      return;
    }
    List<Place<K, V>> asked = List.copyOf(places.values());
    List<byte[]> bytes = asked.stream().map(Place::bytes).toList();
    List<Found> answers = with.dispatch().failures().ask(() -> with.tier().readAll(bytes));
    for (int i = 0; i < asked.size(); i++) {
      TieredEntry<V> known = with.settling().known(asked.get(i), answers.get(i));
      boolean alive = known != null && with.wording().isAlive(known);
      found(asked.get(i), answers.get(i), alive ? known : null);
    }
  }

  private void near(K key, @Nullable TieredEntry<V> known) {
    entries.met(key, known, (known == null || !known.isAbsenceInstead()) ? null : known.version());
  }

  private void awaitLease(Deadline deadline) {
    long pause = TimeUnit.MILLISECONDS.toNanos(1);
    while (!lease()) {
      if (deadline.isOver() || Thread.currentThread().isInterrupted()) {
        throw with.dispatch().failures().of(inVain(deadline));
      }
      LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(pause / 2, pause));
      pause = Math.min(2 * pause, LONGEST_PAUSE);
    }
  }

  private TierException inVain(Deadline deadline) {
    String what = "Another node holds one of the keys " + places.keySet();
    String why =
        deadline.isOver()
            ? ", for longer than the %d ms that this one waits (hold.wait)"
                .formatted(deadline.limit().toMillis())
            : ", and this thread was interrupted in waiting for it";
    return new TierException(what + why, null, true);
  }

  /** Asks for all leases once; if one is missing, gives the others back. */
  private boolean lease() {
    boolean complete = false;
    ending = false;
    try {
      complete = ask().isEmpty();
    } finally {
      if (!complete) {
        giveBack();
      }
    }
    if (complete) {
      with.leases().add(this);
    }
    return complete;
  }

  /** Asks for all leases, reads what lies under them, and tells which are missing. */
  private List<Place<K, V>> ask() {
    List<Place<K, V>> asked = List.copyOf(places.values());
    List<byte[]> bytes = asked.stream().map(Place::bytes).toList();
    List<Leased> answers =
        with.dispatch().failures().ask(() -> with.tier().lease(bytes, lease, with.terms().lease()));
    List<Place<K, V>> missing = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      if (answers.get(i).found() == null) {
        missing.add(asked.get(i));
      } else {
        entries.met(asked.get(i).key(), null, null);
      }
    }
    for (int i = 0; i < asked.size(); i++) {
      Found found = answers.get(i).found();
      if (found != null) {
        found(asked.get(i), found, with.settling().known(asked.get(i), found));
      }
    }
    return missing;
  }

  private void found(Place<K, V> place, Found found, @Nullable TieredEntry<V> known) {
    Stored stored = found.entry();
    boolean readable = known != null && !known.isAbsenceInstead();
    entries.met(place.key(), known, (stored == null || readable) ? null : stored.version());
  }

  /** Not while it is being given back: what fails then ends in the time that it has left. */
  @Override
  public void prolong() {
    if (!ending) {
      List<byte[]> bytes = places.values().stream().map(Place::bytes).toList();
      with.tier().extend(bytes, lease, with.terms().lease());
    }
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
  public <T extends Transition<K, V>> List<T> commitAll(Collection<T> transitions) {
    List<T> made = List.copyOf(transitions);
    List<Outcome> outcomes = commit(sent(made));
    List<T> undone = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      Verdict verdict = outcomes.get(i).verdict();
      if (verdict == Verdict.FENCED || verdict == Verdict.OVERTAKEN) {
        undone.add(made.get(i));
        loseWithout(made.get(i).key(), verdict);
      }
    }
    return undone;
  }

  /** Notes that a right is lost: by its end, or as another came before an optimistic one. */
  private void loseWithout(K key, Verdict verdict) {
    if (verdict == Verdict.FENCED || (reach == Reach.OPTIMISTIC && !entries.hasExpired(key))) {
      lost.add(key);
    }
  }

  @Override
  public boolean isLost(K key) {
    return lost.contains(key);
  }

  private List<Sent<K, V>> sent(Collection<? extends Transition<K, V>> transitions) {
    List<Sent<K, V>> sent = new ArrayList<>(transitions.size());
    for (Transition<K, V> transition : transitions) {
      Place<K, V> place = with.wording().place(transition.key());
      Plan plan = with.wording().plan(place, transition);
      TieredEntry<V> found = entries.get(transition.key());
      switch (reach) {
        case EVERYWHERE -> plan.under(lease);
        case OPTIMISTIC -> plan.ifFree();
        case NODE -> {}
      }
      Version passed = entries.unreadable(transition.key());
      if (passed != null) {
        plan.passingOver(passed);
      }
      if (reach == Reach.OPTIMISTIC || !transition.rule().isIdle()) {
        plan.ifVersion(found == null || passed != null ? null : found.version());
      }
      TieredEntry<V> seen = (passed == null) ? entries.seen(transition.key()) : null;
      sent.add(new Sent<>(transition, seen, new Request<>(place, plan, transition.draft())));
    }
    return sent;
  }

  /** Makes steps, and gives back the leases of those that were made. */
  private List<Outcome> commit(List<Sent<K, V>> sent) {
    List<Request<K, V>> requests = sent.stream().map(Sent::request).toList();
    if (sent.isEmpty()) {
      return List.of();
    }
    List<Outcome> outcomes;
    // A step that may have to wait for room keeps its lease meanwhile.
    ending = requests.stream().noneMatch(request -> request.plan().mayLeaveWrite());
    try {
      outcomes = with.dispatch().send(requests);
    } catch (RuntimeException | Error e) {
      // Whoever has just not answered is not asked again: the leases end by themselves.
      entries.clear();
      ending = true;
      throw e;
    }
    ending = false;
    with.settling().each(sent, outcomes, this::settle);
    with.dispatch().requireRoom(requests, outcomes);
    return outcomes;
  }

  private void settle(Answer<K, V> answer) {
    with.settling().settle(answer);
    K key = answer.sent().transition().key();
    if (answer.outcome().verdict() == Verdict.OVERTAKEN) {
      entries.met(key, answer.told(), answer.unreadable());
    } else if (answer.outcome().verdict() != Verdict.FULL) {
      entries.remove(key);
    }
  }

  @Override
  public void drop(Collection<K> keys) {
    List<Place<K, V>> dropped =
        places.values().stream().filter(place -> keys.contains(place.key())).toList();
    List<Request<K, V>> requests =
        dropped.stream()
            .map(p -> new Request<K, V>(p, new Plan(p.bytes(), Act.DROP, Act.DROP), null))
            .toList();
    List<Outcome> outcomes = with.dispatch().send(requests);
    for (int i = 0; i < outcomes.size(); i++) {
      with.settling().take(requests.get(i), outcomes.get(i));
      with.view().forget(dropped.get(i).key());
    }
  }

  private void giveBack() {
    if (reach != Reach.EVERYWHERE) {
      return;
    }
    List<Plan> plans =
        places.values().stream()
            .filter(place -> entries.contains(place.key()))
            .map(place -> new Plan(place.bytes(), Act.LEAVE, Act.LEAVE).under(lease))
            .toList();
    entries.clear();
    ending = true;
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
