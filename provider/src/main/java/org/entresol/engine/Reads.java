package org.entresol.engine;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.entresol.expiry.Expiry;
import org.entresol.stats.Statistics;
import org.entresol.store.Entry;
import org.entresol.store.EntryStore;
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
  private final Values<K, V> values;
  private final Terms<K, V> terms;
  private final Statistics statistics;
  private final boolean movesOnAccess;
  private final Writes<K, V> writes;
  private final @Nullable Loading<K, V> readThrough;

  /**
   * Creates the reads of one cache.
   *
   * @param readThrough loads what is missing, or null
   */
  public Reads(
      EntryStore<K, V> store,
      Values<K, V> values,
      Terms<K, V> terms,
      Writes<K, V> writes,
      @Nullable Loading<K, V> readThrough) {
    this.store = store;
    this.values = values;
    this.terms = terms;
    this.statistics = terms.statistics();
    this.movesOnAccess = terms.expiry().movesOnAccess();
    this.writes = writes;
    this.readThrough = readThrough;
  }

  /** {@link javax.cache.Cache#get}. */
  public @Nullable V get(K key) {
    try {
      return statistics.isEnabled() ? getCounted(key) : getUncounted(key);
    } catch (AuthorityException e) {
      if (readThrough == null) {
        throw e;
      }
      return readThrough.loadAlone(key);
    }
  }

  private @Nullable V getUncounted(K key) {
    Entry<V> entry = present(key);
    if (entry == null) {
      return load(key);
    }
    if (movesOnAccess) {
      accessed(key, entry);
    }
    return values.forUser(entry);
  }

  /** The entry that is there for users, or null. */
  private @Nullable Entry<V> present(K key) {
    Entry<V> entry = store.read(key);
    return (entry == null || terms.isPresent(entry)) ? entry : successor(key, entry);
  }

  /** What the authority has in place of an entry whose time has passed; nothing, mostly. */
  private @Nullable Entry<V> successor(K key, Entry<V> past) {
    Entry<V> entry = store.readAgain(key, past);
    if (entry != null && terms.isPresent(entry)) {
      return entry;
    }
    writes.expire(key);
    return null;
  }

  private @Nullable V getCounted(K key) {
    long start = statistics.start();
    Entry<V> entry = present(key);
    statistics.lookup(entry != null);
    statistics.getTook(start, 1);
    if (entry == null) {
      return load(key);
    }
    if (movesOnAccess) {
      accessed(key, entry);
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
        || (entry != null && terms.isPresent(store.readAgain(key, entry)));
  }

  /** {@link javax.cache.Cache#getAll}. */
  public Map<K, V> getAll(Set<? extends K> keys) {
    try {
      return getAllCounted(keys);
    } catch (AuthorityException e) {
      if (readThrough == null) {
        throw e;
      }
      return readThrough.loadAllAlone(keys);
    }
  }

  private Map<K, V> getAllCounted(Set<? extends K> keys) {
    long start = statistics.start();
    Map<K, Entry<V>> found = store.readAll(keys);
    Map<K, V> result = new HashMap<>();
    Set<K> missing = new LinkedHashSet<>();
    for (K key : keys) {
      Entry<V> entry = found.get(key);
      if (entry != null && terms.isPresent(entry)) {
        hit(key, entry);
        result.put(key, values.forUser(entry));
      } else {
        if (statistics.isEnabled()) {
          statistics.lookup(false);
        }
        if (entry != null) {
          writes.expire(key);
        }
        missing.add(key);
      }
    }
    statistics.getTook(start, keys.size());
    if (readThrough != null && !missing.isEmpty()) {
      Map<K, V> loaded = readThrough.loadAll(missing);
      for (K key : missing) {
        V value = loaded.get(key);
        if (value != null) {
          result.put(key, value);
        }
      }
    }
    return result;
  }

  /** Counts a hit and lets the expiry policy see the access. */
  void hit(K key, Entry<V> entry) {
    if (statistics.isEnabled()) {
      statistics.lookup(true);
    }
    if (movesOnAccess) {
      accessed(key, entry);
    }
  }

  private void accessed(K key, Entry<V> entry) {
    long length = terms.expiry().forAccess();
    if (length != Expiry.UNCHANGED) {
      store.touch(key, entry, Expiry.instant(terms.clock().nanos(), length));
    }
  }

  private @Nullable V load(K key) {
    return (readThrough == null) ? null : readThrough.load(key);
  }
}
