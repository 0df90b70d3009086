package org.entresol.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.entresol.stats.Statistics;
import org.entresol.store.BareValues;
import org.entresol.store.Entry;
import org.entresol.store.EntryStore;
import org.entresol.tier.Lifetimes;
import org.jspecify.annotations.Nullable;

/**
 * The operations that look entries up: a straight line for a hit, the rest in the cold.
 *
 * <p>A hit takes no lock; without expiry it reads no clock, and without a copy it allocates
 * nothing. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class Reads<K, V> {

  private final EntryStore<K, V> store;
  private final @Nullable BareValues<K, V> bare;
  private final Values<K, V> values;
  private final Terms<K, V> terms;
  private final Statistics statistics;
  private final boolean movesOnAccess;
  private final Writes<K, V> writes;
  private final @Nullable ReadThrough<K, V> readThrough;

  /** The same, where present entries may be refreshed before their end. */
  private final @Nullable ReadThrough<K, V> refreshing;

  /**
   * Creates the reads of one cache.
   *
   * @param readThrough loads what is missing, or null
   */
  public Reads(
      CacheContext<K, V> context, Writes<K, V> writes, @Nullable ReadThrough<K, V> readThrough) {
    this.store = context.store();
    this.bare = store.bare();
    this.values = context.values();
    this.terms = context.terms();
    this.statistics = terms.statistics();
    this.movesOnAccess = terms.expiry().movesOnAccess();
    this.writes = writes;
    this.readThrough = readThrough;
    this.refreshing = (readThrough != null && readThrough.refreshesAhead()) ? readThrough : null;
  }

  /** {@link javax.cache.Cache#get}. */
  public @Nullable V get(K key) {
    return (bare == null) ? getEntry(key) : getBare(key, bare);
  }

  /** No entry: nothing ends, nothing is copied, and an access means nothing. */
  private @Nullable V getBare(K key, BareValues<K, V> values) {
    long start = statistics.start();
    V value = values.get(key);
    if (value == null) {
      return missed(key, null, start);
    }
    count(true, start);
    return value;
  }

  private @Nullable V getEntry(K key) {
    @Nullable Entry<V> entry = null;
    try {
      long start = statistics.start();
      entry = store.readNear(key);
      boolean near = entry != null;
      if (!near) {
        entry = store.readCurrent(key);
      }
      if (entry == null || !terms.isPresent(entry)) {
        return missed(key, entry, start);
      }
      if (near) {
        countNear(start);
      } else {
        count(true, start);
      }
      return given(key, entry);
    } catch (AuthorityException e) {
      if (readThrough == null) {
        throw e;
      }
      return readThrough.loadAlone(key, entry, e);
    }
  }

  /** A look-up that found nothing present, or nothing that this node could vouch for. */
  private @Nullable V missed(K key, @Nullable Entry<V> past, long start) {
    Entry<V> entry = (past == null) ? null : successor(key, past);
    boolean found = terms.isPresent(entry);
    count(found, start);
    if (entry != null && found) {
      return given(key, entry);
    }
    expire(key, entry);
    return (readThrough == null) ? null : readThrough.load(key, entry);
  }

  /** What the authority has in place of an entry whose time has passed; mostly that very one. */
  private @Nullable Entry<V> successor(K key, Entry<V> past) {
    boolean settled = readThrough != null && readThrough.isSettled(key, past);
    return settled ? past : store.nearness().readAgain(key, past);
  }

  private void count(boolean found, long start) {
    if (statistics.isEnabled()) {
      statistics.lookup(found);
      statistics.getTook(start, 1);
    }
  }

  private void countNear(long start) {
    if (statistics.isEnabled()) {
      statistics.tiers().nearHit();
      statistics.getTook(start, 1);
    }
  }

  /** The value of a present entry, with what an access means for it. */
  private V given(K key, Entry<V> entry) {
    if (movesOnAccess) {
      accessed(key, entry);
    }
    if (refreshing != null) {
      refreshing.refreshIfDue(key, entry);
    }
    return values.forUser(entry);
  }

  /** The authority's value of a key, past any nearer copy; neither an access nor counted. */
  public @Nullable V getFresh(K key) {
    Entry<V> entry = store.readCurrent(key);
    return terms.isPresent(entry) ? values.forUserIfAny(entry) : null;
  }

  /** {@link javax.cache.Cache#containsKey}: neither an access nor counted. */
  public boolean containsKey(K key) {
    Entry<V> entry = store.read(key);
    return terms.isPresent(entry)
        || (entry != null && terms.isPresent(store.nearness().readAgain(key, entry)));
  }

  /** {@link javax.cache.Cache#getAll}. */
  public Map<K, V> getAll(Set<? extends K> keys) {
    try {
      return getAllCounted(keys);
    } catch (AuthorityException e) {
      if (readThrough == null) {
        throw e;
      }
      return readThrough.loadAllAlone(keys, e);
    }
  }

  private Map<K, V> getAllCounted(Set<? extends K> keys) {
    long start = statistics.start();
    Map<K, Entry<V>> near = store.readAllNear(keys);
    Map<K, Entry<V>> found = store.readAllBeyond(keys, near);
    Map<K, Entry<V>> present = new LinkedHashMap<>();
    Map<K, V> result = new HashMap<>();
    List<K> missing = new ArrayList<>();
    for (K key : keys) {
      Entry<V> entry = found.get(key);
      if (entry != null && terms.isPresent(entry)) {
        hit(key, entry, near.get(key) == entry);
        present.put(key, entry);
        result.put(key, values.forUser(entry));
      } else {
        missed(key, entry);
        missing.add(key);
      }
    }
    statistics.getTook(start, keys.size());
    if (refreshing != null) {
      refreshing.refreshDue(present);
    }
    if (readThrough != null && !missing.isEmpty()) {
      found.keySet().removeAll(present.keySet());
      result.putAll(readThrough.loadAll(missing, found));
    }
    return result;
  }

  private void missed(K key, @Nullable Entry<V> past) {
    if (statistics.isEnabled()) {
      statistics.lookup(false);
    }
    expire(key, past);
  }

  private void expire(K key, @Nullable Entry<V> past) {
    if (past != null && !past.isAbsence() && !terms.isKept(past, terms.now())) {
      writes.expire(key);
    }
  }

  /** Counts a hit of the authority's and lets the expiry policy see the access. */
  void hit(K key, Entry<V> entry) {
    hit(key, entry, false);
  }

  private void hit(K key, Entry<V> entry, boolean near) {
    if (statistics.isEnabled() && near) {
      statistics.tiers().nearHit();
    } else if (statistics.isEnabled()) {
      statistics.lookup(true);
    }
    if (movesOnAccess) {
      accessed(key, entry);
    }
  }

  private void accessed(K key, Entry<V> entry) {
    long length = terms.expiry().forAccess();
    if (length != Lifetimes.UNCHANGED) {
      // What has a time of its own, longer than the policy's, is not cut short by being used.
      long latest = Math.max(entry.limit(), entry.expires());
      long instant = Lifetimes.instant(terms.clock().nanos(), length);
      store.touch(key, entry, Math.min(instant, latest));
    }
  }
}
