package org.entresol.store.heap;

import static java.util.stream.Collectors.toSet;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.entresol.HeapBound;
import org.entresol.KeyDescription;
import org.entresol.KeyDescription.Copy;
import org.entresol.guard.Deadline;
import org.entresol.guard.KeyLocks;
import org.entresol.guard.Tickets;
import org.entresol.queue.HeapQueue;
import org.entresol.store.BareValues;
import org.entresol.store.Entry;
import org.entresol.store.EntryStore;
import org.entresol.store.EvictionListener;
import org.entresol.store.Hold;
import org.entresol.store.Holds;
import org.entresol.store.KeyPattern;
import org.entresol.store.Loads;
import org.entresol.store.Nearness;
import org.entresol.store.Reach;
import org.entresol.store.Reclaim;
import org.entresol.store.Transition;
import org.entresol.store.Unread;
import org.entresol.tier.Kept;
import org.entresol.tier.Recall;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * A store in this JVM's heap, over one bounded Caffeine cache that is also the authority.
 *
 * <p>A step is one {@code compute}, which locks a bin of the hash table and with it other keys; so
 * no user code runs inside. What needs user code in between {@linkplain #hold holds} its key: a
 * lock of that key alone, and every step finds out inside its {@code compute} whether it has to
 * wait for such a holder.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class HeapStore<K, V> implements EntryStore<K, V> {

  private final HeapMap<K, V> entries;
  private final @Nullable BareValues<K, V> bare;
  private final @Nullable Reclaim<K, V> reclaim;
  private final Clock clock;
  private final KeyLocks<K> locks;
  private final Tickets<K> tickets = new Tickets<>();
  private final HeapSteps<K, V> steps;
  private final HeapLoads<K, V> loads;
  private final Nearness<K, V> nearness = Nearness.none();
  private final boolean writesBehind;

  private HeapStore(
      HeapMap<K, V> entries,
      @Nullable Reclaim<K, V> reclaim,
      Clock clock,
      @Nullable HeapQueue<K, V> queue,
      UnaryOperator<RuntimeException> forUsers) {
    this.entries = entries;
    this.reclaim = reclaim;
    this.clock = clock;
    this.locks = new KeyLocks<>(forUsers);
    this.steps = new HeapSteps<>(entries, locks, tickets, queue, reclaim, clock);
    this.loads = new HeapLoads<>(this, entries, tickets, clock);
    this.writesBehind = queue != null;
    ValueMap<K, V> values = entries.values();
    this.bare = (values == null) ? null : new HeapValues(values);
  }

  /**
   * An empty store.
   *
   * @param bound the most it may hold
   * @param reclaim when the memory of expired entries is freed, or null when no entry ever expires
   * @param clock the clock of the entries' instants
   * @param listener hears of what the store drops by itself
   * @param queue takes what the source has to learn later, or null
   * @param tagged whether entries may have tags
   * @param forUsers what users get to see of a wait that could never end
   */
  public static <K, V> HeapStore<K, V> of(
      HeapBound bound,
      @Nullable Reclaim<K, V> reclaim,
      Clock clock,
      EvictionListener<K, V> listener,
      @Nullable HeapQueue<K, V> queue,
      boolean tagged,
      UnaryOperator<RuntimeException> forUsers) {
    HeapMap<K, V> entries =
        tagged
            ? TaggedMap.of(bound, reclaim, clock, listener)
            : EntryMap.of(bound, reclaim, clock, listener);
    return new HeapStore<>(entries, reclaim, clock, queue, forUsers);
  }

  /**
   * An empty store of values that have nothing beside them: none expires, and each is handed out as
   * it is.
   *
   * @param most how many entries it may hold
   * @param clock measures what loads go by
   * @param listener hears of what the store drops by itself
   * @param queue takes what the source has to learn later, or null
   * @param forUsers what users get to see of a wait that could never end
   */
  public static <K, V> HeapStore<K, V> ofValues(
      long most,
      Clock clock,
      EvictionListener<K, V> listener,
      @Nullable HeapQueue<K, V> queue,
      UnaryOperator<RuntimeException> forUsers) {
    return new HeapStore<>(ValueMap.of(most, listener), null, clock, queue, forUsers);
  }

  @Override
  public @Nullable Entry<V> read(K key) {
    return entries.read(key);
  }

  @Override
  public @Nullable Entry<V> readCurrent(K key) {
    return entries.read(key);
  }

  @Override
  public Map<K, Entry<V>> readAll(Collection<? extends K> keys) {
    Map<K, Entry<V>> found = new LinkedHashMap<>();
    for (K key : keys) {
      Entry<V> entry = entries.read(key);
      if (entry != null) {
        found.put(key, entry);
      }
    }
    return found;
  }

  @Override
  public KeyDescription describe(K key) {
    Entry<V> entry = entries.read(key);
    long now = clock.nanos();
    Copy copy = (entry == null) ? null : entry.described("", !entry.isExpiredAt(now), now);
    return new KeyDescription(key.toString(), -1, 0, null, copy);
  }

  @Override
  public void touch(K key, Entry<V> entry, long expires) {
    entry.expireAt(expires);
    if (reclaim != null && !reclaim.foreseesReads()) {
      // A step that changes nothing makes Caffeine ask for the instant anew.
      Entry<V> unused = entries.compute(key, (k, current) -> current);
    }
  }

  @Override
  public void apply(Transition<K, V> transition) {
    if (!steps.make(transition)) {
      try (Hold<K, V> hold = hold(transition.key())) {
        hold.commit(transition);
      }
    }
  }

  @Override
  public void applyAll(Collection<? extends Transition<K, V>> transitions) {
    for (Transition<K, V> transition : transitions) {
      apply(transition);
    }
  }

  @Override
  public void put(K key, Entry<V> entry) {
    if (put(key, entry, false)) {
      return;
    }
    locks.acquire(key, Deadline.NEVER);
    try {
      boolean unused = put(key, entry, true);
    } finally {
      locks.release(key);
    }
  }

  /** Stores an entry; false when that has to wait for the holder of the key. */
  private boolean put(K key, Entry<V> entry, boolean held) {
    if (writesBehind) {
      return steps.put(key, entry, held);
    }
    boolean free = held || !locks.isHeld(key);
    if (free) {
      replace(key, entry);
    }
    return free;
  }

  /** Overrules the loads that began before, and those that began while Caffeine was at it. */
  private void replace(K key, Entry<V> entry) {
    tickets.revoke(key);
    entries.put(key, entry);
    tickets.revoke(key);
  }

  @Override
  public @Nullable BareValues<K, V> bare() {
    return bare;
  }

  /** The values, changed as entries are. */
  private final class HeapValues implements BareValues<K, V> {

    private final ValueMap<K, V> values;

    HeapValues(ValueMap<K, V> values) {
      this.values = values;
    }

    @Override
    public @Nullable V get(K key) {
      return values.get(key);
    }

    @Override
    public void put(K key, V value) {
      if (writesBehind || locks.isHeld(key)) {
        HeapStore.this.put(key, Entry.of(value, null, 0, null, null, Entry.ETERNAL));
      } else {
        tickets.revoke(key);
        values.put(key, value);
        tickets.revoke(key);
      }
    }
  }

  @Override
  public Holds<K, V> holdAll(Collection<K> keys, Reach reach, Deadline deadline) {
    if (keys.size() == 1) {
      K key = keys.iterator().next();
      locks.acquire(key, deadline);
      return holdLocked(key);
    }
    return holdLocked(locks.acquireAll(keys, deadline));
  }

  @Override
  public Deadline patience() {
    return Deadline.NEVER;
  }

  @Override
  public Holds<K, V> holdFree(Collection<K> keys) {
    return holdLocked(keys.stream().filter(locks::tryAcquire).collect(toSet()));
  }

  @Override
  public int together() {
    return 1;
  }

  /** The hold of a key whose lock was just taken; the lock is given back if there can be none. */
  private Holds<K, V> holdLocked(K key) {
    try {
      return new HeapHold<>(key, entries, steps, locks);
    } catch (RuntimeException | Error e) {
      locks.release(key);
      throw e;
    }
  }

  private Holds<K, V> holdLocked(Set<K> locked) {
    try {
      return new HeapHolds<>(locked, entries, steps, locks);
    } catch (RuntimeException | Error e) {
      locked.forEach(locks::release);
      throw e;
    }
  }

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
    return new HeapScan<>(entries);
  }

  @Override
  public void destroy() {
    close();
  }

  @Override
  public void close() {
    tickets.revokeAll();
    entries.clear();
  }

  @Override
  public void clear() {
    // Tickets first: a load that began before the clear must not store after it.
    loads.revokeAll();
    for (Iterator<K> keys = entries.keys(); keys.hasNext(); ) {
      K key = keys.next();
      Entry<V> kept = entries.compute(key, (k, entry) -> locks.isHeld(k) ? entry : null);
      if (kept != null) {
        try (Hold<K, V> hold = hold(key)) {
          entries.remove(key);
        }
      }
    }
  }

  @Override
  public Iterator<List<K>> find(KeyPattern pattern) {
    return pattern.among(entries.keys());
  }

  @Override
  public void recall(long[] tags, Recall how) {
    entries.recall(tags, how);
  }

  @Override
  public Kept kept() {
    return Kept.own(size(), entries.bytes());
  }

  @Override
  public long size() {
    return entries.size();
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    return entries.unwrap(type);
  }
}
