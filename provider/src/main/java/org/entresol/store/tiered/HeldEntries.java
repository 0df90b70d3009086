package org.entresol.store.tiered;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.entresol.store.near.TieredEntry;
import org.entresol.tier.Version;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the keys that are held: what was found under each at last, until its step is
 * made. Belongs to one thread.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class HeldEntries<K, V> {

  private final Map<K, @Nullable TieredEntry<V>> entries = new HashMap<>();
  private final Map<K, TieredEntry<V>> expired = new HashMap<>();
  private final Map<K, Version> unreadable = new HashMap<>();
  private final Predicate<TieredEntry<V>> isAlive;

  /** Creates the knowledge of nothing. */
  HeldEntries(Predicate<TieredEntry<V>> isAlive) {
    this.isAlive = isAlive;
  }

  /**
   * Takes over what lies under a key now; an entry that went because its time ran out is
   * remembered.
   *
   * @param now the entry, or null for none that this node can read
   * @param passed the version of what it cannot read, or null
   */
  void met(K key, @Nullable TieredEntry<V> now, @Nullable Version passed) {
    TieredEntry<V> before = entries.put(key, now);
    if (now == null && before != null && !isAlive.test(before)) {
      expired.put(key, before);
    }
    if (passed == null) {
      unreadable.remove(key);
    } else {
      unreadable.put(key, passed);
    }
  }

  /** The entry that was found, or null. */
  @Nullable TieredEntry<V> get(K key) {
    return entries.get(key);
  }

  /** The entry that was found, or was there until its time ran out; null for none. */
  @Nullable TieredEntry<V> seen(K key) {
    TieredEntry<V> found = entries.get(key);
    return (found == null) ? expired.get(key) : found;
  }

  /** The version of what lies there and cannot be read; null for none. */
  @Nullable Version unreadable(K key) {
    return unreadable.get(key);
  }

  /** Whether what was found has gone since, because its time ran out. */
  boolean hasExpired(K key) {
    return expired.containsKey(key) && entries.get(key) == null;
  }

  /** Whether an entry was found under each key whose time has not run out. */
  boolean areAllAlive() {
    return entries.values().stream().allMatch(entry -> entry != null && isAlive.test(entry));
  }

  /** Whether a step of a key is still to come. */
  boolean contains(K key) {
    return entries.containsKey(key);
  }

  /** Notes that the step of a key was made. */
  void remove(K key) {
    entries.remove(key);
  }

  /** Forgets what was found. */
  void clear() {
    entries.clear();
    expired.clear();
    unreadable.clear();
  }
}
