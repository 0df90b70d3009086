package org.entresol.store.heap;

import static java.util.stream.Collectors.toSet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.RemovalListener;
import com.github.benmanes.caffeine.cache.Scheduler;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.function.UnaryOperator;
import org.entresol.HeapBound;
import org.entresol.guard.Deadline;
import org.entresol.guard.KeyLocks;
import org.entresol.guard.Tickets;
import org.entresol.queue.HeapQueue;
import org.entresol.store.Entry;
import org.entresol.store.EntryStore;
import org.entresol.store.EvictionListener;
import org.entresol.store.Hold;
import org.entresol.store.Holds;
import org.entresol.store.Loads;
import org.entresol.store.Nearness;
import org.entresol.store.Reach;
import org.entresol.store.Reclaim;
import org.entresol.store.Transition;
import org.entresol.store.Unread;
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

  private final Cache<K, Entry<V>> cache;
  private final ConcurrentMap<K, Entry<V>> entries;
  private final @Nullable Reclaim<K, V> reclaim;
  private final KeyLocks<K> locks;
  private final Tickets<K> tickets = new Tickets<>();
  private final HeapSteps<K, V> steps;
  private final HeapLoads<K, V> loads;
  private final Nearness<K, V> nearness = Nearness.none();
  private final boolean writesBehind;

  /**
   * Creates an empty store.
   *
   * @param bound the most it may hold
   * @param reclaim when the memory of expired entries is freed, or null when no entry ever expires
   * @param clock the clock of the entries' instants
   * @param listener hears of what the store drops by itself
   * @param queue takes what the source has to learn later, or null
   * @param forUsers what users get to see of a wait that could never end
   */
  public HeapStore(
      HeapBound bound,
      @Nullable Reclaim<K, V> reclaim,
      Clock clock,
      EvictionListener<K, V> listener,
      @Nullable HeapQueue<K, V> queue,
      UnaryOperator<RuntimeException> forUsers) {
    RemovalListener<K, Entry<V>> report =
        (key, entry, cause) -> report(listener, key, entry, cause);
    Caffeine<K, Entry<V>> builder = Caffeine.newBuilder().evictionListener(report);
    switch (bound.measure()) {
      case BYTES -> builder.maximumWeight(bound.limit()).weigher((key, entry) -> entry.weight());
      case ENTRIES -> builder.maximumSize(bound.limit());
    }
    if (reclaim != null) {
      builder.expireAfter(reclaim).ticker(clock::nanos).scheduler(Scheduler.systemScheduler());
    }
    this.cache = builder.build();
    this.entries = cache.asMap();
    this.reclaim = reclaim;
    this.locks = new KeyLocks<>(forUsers);
    this.steps = new HeapSteps<>(entries, locks, tickets, queue, reclaim, clock);
    this.loads = new HeapLoads<>(this, entries, tickets);
    this.writesBehind = queue != null;
  }

  private static <K, V> void report(
      EvictionListener<K, V> listener,
      @Nullable K key,
      @Nullable Entry<V> entry,
      RemovalCause cause) {
    if (key == null || entry == null) {
      throw new IllegalStateException("strong keys and values are never collected: " + cause);
    }
    if (entry.isAbsence()) {
      return;
    }
    if (cause == RemovalCause.EXPIRED) {
      listener.expired(key, entry);
    } else {
      listener.evicted(key, entry);
    }
  }

  @Override
  public @Nullable Entry<V> read(K key) {
    return cache.getIfPresent(key);
  }

  @Override
  public @Nullable Entry<V> readCurrent(K key) {
    return cache.getIfPresent(key);
  }

  @Override
  public Map<K, Entry<V>> readAll(Collection<? extends K> keys) {
    Map<K, Entry<V>> found = new LinkedHashMap<>();
    for (K key : keys) {
      Entry<V> entry = cache.getIfPresent(key);
      if (entry != null) {
        found.put(key, entry);
      }
    }
    return found;
  }

  @Override
  public void touch(K key, Entry<V> entry, long expires) {
    entry.expireAt(expires);
    if (reclaim != null && !reclaim.foreseesReads()) {
      // A step that changes nothing makes Caffeine ask for the instant anew.
      entries.computeIfPresent(key, (k, current) -> current);
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
    cache.put(key, entry);
    tickets.revoke(key);
  }

  @Override
  public Holds<K, V> holdAll(Collection<K> keys, Reach reach) {
    if (keys.size() == 1) {
      K key = keys.iterator().next();
      locks.acquire(key, Deadline.NEVER);
      return holdLocked(key);
    }
    return holdLocked(locks.acquireAll(keys, Deadline.NEVER));
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
      return new HeapHold(key);
    } catch (RuntimeException | Error e) {
      locks.release(key);
      throw e;
    }
  }

  private Holds<K, V> holdLocked(Set<K> locked) {
    try {
      return new HeapHolds(locked);
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
    return new HeapScan<>(cache);
  }

  @Override
  public void destroy() {
    close();
  }

  @Override
  public void close() {
    tickets.revokeAll();
    cache.invalidateAll();
  }

  @Override
  public void clear() {
    // Tickets first: a load that began before the clear must not store after it.
    loads.revokeAll();
    for (K key : entries.keySet()) {
      Entry<V> kept = entries.computeIfPresent(key, (k, entry) -> locks.isHeld(k) ? entry : null);
      if (kept != null) {
        try (Hold<K, V> hold = hold(key)) {
          entries.remove(key);
        }
      }
    }
  }

  @Override
  public long size() {
    return cache.estimatedSize();
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    return type.isInstance(cache) ? type.cast(cache) : null;
  }

  /** The lock of one key with what was found under it. */
  private final class HeapHold implements Holds<K, V> {

    private final K key;
    private @Nullable Entry<V> entry;

    /** Reads inside {@code compute}, so that a step that did not yet see the lock is over. */
    HeapHold(K key) {
      this.key = key;
      entries.compute(key, (k, current) -> entry = current);
    }

    @Override
    public Set<K> keys() {
      return Set.of(key);
    }

    @Override
    public @Nullable Entry<V> entry(K held) {
      return entry;
    }

    @Override
    public <T extends Transition<K, V>> List<T> commitAll(Collection<T> transitions) {
      transitions.forEach(transition -> steps.makeHeld(transition, entry));
      return List.of();
    }

    @Override
    public void drop(Collection<K> keys) {
      keys.forEach(entries::remove);
    }

    @Override
    public boolean isLost(K held) {
      return false;
    }

    @Override
    public void close() {
      locks.release(key);
    }
  }

  /** The locks of several keys with what was found under them. */
  private final class HeapHolds implements Holds<K, V> {

    private final Map<K, HeapHold> holds = new LinkedHashMap<>();

    HeapHolds(Set<K> locked) {
      locked.forEach(key -> holds.put(key, new HeapHold(key)));
    }

    @Override
    public Set<K> keys() {
      return holds.keySet();
    }

    @Override
    public @Nullable Entry<V> entry(K key) {
      HeapHold hold = holds.get(key);
      return (hold == null) ? null : hold.entry(key);
    }

    @Override
    public <T extends Transition<K, V>> List<T> commitAll(Collection<T> transitions) {
      transitions.forEach(transition -> steps.makeHeld(transition, entry(transition.key())));
      return List.of();
    }

    @Override
    public void drop(Collection<K> keys) {
      keys.forEach(entries::remove);
    }

    @Override
    public boolean isLost(K key) {
      return false;
    }

    @Override
    public void close() {
      holds.values().forEach(Holds::close);
    }
  }
}
