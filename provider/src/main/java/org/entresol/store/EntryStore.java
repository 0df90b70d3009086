package org.entresol.store;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.entresol.KeyDescription;
import org.entresol.guard.Deadline;
import org.entresol.tier.Recall;
import org.entresol.tier.Tiers;
import org.jspecify.annotations.Nullable;

/**
 * Typed entries by key, changed one atomic step at a time.
 *
 * <p>A store does not know what expiry means for users: it may hand out entries whose instant has
 * passed and leaves the judgement to its caller. Steps of one key happen one after the other; no
 * step of one key waits for user code that runs for another. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public interface EntryStore<K, V> extends Tiers {

  /** The entry held under {@code key}, expired or not, or null. */
  @Nullable Entry<V> read(K key);

  /**
   * The copy of the entry under {@code key} that is nearer than the authority, expired or not; null
   * where there is none, or the store is the authority itself.
   */
  default @Nullable Entry<V> readNear(K key) {
    return null;
  }

  /** The present copies of the entries under {@code keys} that are nearer than the authority. */
  default Map<K, Entry<V>> readAllNear(Collection<? extends K> keys) {
    return Map.of();
  }

  /** The authority's entry under {@code key}, expired or not, or null: past any nearer copy. */
  @Nullable Entry<V> readCurrent(K key);

  /** The entries held under {@code keys}, expired or not; keys without one are left out. */
  Map<K, Entry<V>> readAll(Collection<? extends K> keys);

  /**
   * The entries under some keys, of which it is known already what is near.
   *
   * @param near what {@link #readAllNear} has just given for the same keys; it may be what is
   *     returned
   */
  default Map<K, Entry<V>> readAllBeyond(Collection<? extends K> keys, Map<K, Entry<V>> near) {
    return readAll(keys);
  }

  /** Where the entry of a key lies; the authority is asked. */
  KeyDescription describe(K key);

  /** Moves the instant of expiry of an entry that was read a moment ago. */
  void touch(K key, Entry<V> entry, long expires);

  /**
   * Makes one step. Waits while another thread {@linkplain #hold holds} the key.
   *
   * @throws RuntimeException what users get to see of a deadlock, when that wait could never end
   */
  void apply(Transition<K, V> transition);

  /**
   * Stores an entry whatever there is, for a caller to whom it does not matter what that was when.
   *
   * <p>Waits while another thread holds the key, but may come in between the beginning of a hold
   * and its commit; it is then taken to have come right after that commit, see {@link Hold#commit}.
   *
   * @throws RuntimeException what users get to see of a deadlock, when the wait could never end
   */
  void put(K key, Entry<V> entry);

  /** Makes several steps, each atomic by itself, in order. */
  void applyAll(Collection<? extends Transition<K, V>> transitions);

  /**
   * Takes the exclusive right to a key, waiting for it.
   *
   * @throws RuntimeException what users get to see of a wait that could never end, or was given up
   */
  default Hold<K, V> hold(K key, Reach reach, Deadline deadline) {
    return new Hold<>(holdAll(List.of(key), reach, deadline), key);
  }

  /** Takes the exclusive right to a key, waiting for it as long as one call may. */
  default Hold<K, V> hold(K key, Reach reach) {
    return hold(key, reach, patience());
  }

  /** Takes the exclusive right to a key among all nodes, waiting for it. */
  default Hold<K, V> hold(K key) {
    return hold(key, Reach.EVERYWHERE);
  }

  /** Takes the exclusive right to a key if no other thread has it now; null otherwise. */
  default @Nullable Hold<K, V> tryHold(K key) {
    Holds<K, V> free = holdFree(List.of(key));
    return free.keys().isEmpty() ? null : new Hold<>(free, key);
  }

  /**
   * Takes the exclusive right to several keys. No two callers block each other, in whatever order
   * they name the keys.
   *
   * @throws RuntimeException what users get to see of a wait that could never end, or was given up
   */
  Holds<K, V> holdAll(Collection<K> keys, Reach reach, Deadline deadline);

  /** Takes the exclusive right to several keys, waiting for them as long as one call may. */
  default Holds<K, V> holdAll(Collection<K> keys, Reach reach) {
    return holdAll(keys, reach, patience());
  }

  /** Takes the exclusive right to several keys among all nodes. */
  default Holds<K, V> holdAll(Collection<K> keys) {
    return holdAll(keys, Reach.EVERYWHERE);
  }

  /** When a call that begins now gives up waiting for keys that others have. */
  Deadline patience();

  /** Takes the exclusive right to those of some keys that no other thread has now. */
  Holds<K, V> holdFree(Collection<K> keys);

  /**
   * How many keys are held together where each is wanted by itself: one, where there is no way to
   * be saved.
   */
  int together();

  /** The values themselves, where entries have nothing beside them; null else. */
  default @Nullable BareValues<K, V> bare() {
    return null;
  }

  /** The rights of loads of these entries. */
  Loads<K, V> loads();

  /** The copies of these entries that are nearer than their authority. */
  Nearness<K, V> nearness();

  /** The keys and entries held, expired or not, each of them read; weakly consistent. */
  default Iterator<Map.Entry<K, Entry<V>>> scan() {
    return scan(Unread.LEFT);
  }

  /**
   * The keys and entries held, expired or not; weakly consistent.
   *
   * @param unread what becomes of those that cannot be read
   */
  Iterator<Map.Entry<K, Entry<V>>> scan(Unread unread);

  /**
   * The keys of entries that look like something, in batches. Weakly consistent: of what is there
   * from beginning to end nothing is missing, and some may come twice or be gone already.
   */
  Iterator<List<K>> find(KeyPattern pattern);

  /**
   * Drops every entry and revokes every ticket. Waits for holders.
   *
   * @throws RuntimeException what users get to see of a deadlock, when the current thread holds a
   *     key, or that wait could never end
   */
  void clear();

  /**
   * Drops every entry that has one of some tags, or lets it expire, and refuses the loads under way
   * that are to store such; in a time that does not depend on how many there are.
   *
   * @param tags the {@linkplain org.entresol.tier.TagHash hashes} of the tags, at least one
   */
  void recall(long[] tags, Recall how);

  /** Removes everything, here and wherever it is shared with other nodes. */
  void destroy();

  /** Lets go of everything in this JVM, without waiting for anybody. */
  void close();

  /** The number of entries held, expired ones included; an estimate. */
  long size();

  /**
   * The native cache below, if it is of the given type.
   *
   * @return null when there is none of that type
   */
  <T> @Nullable T unwrap(Class<T> type);
}
