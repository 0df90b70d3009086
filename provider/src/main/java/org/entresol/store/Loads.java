package org.entresol.store;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.entresol.guard.LoadLocks;
import org.entresol.guard.Ticket;
import org.entresol.tier.Horizons;

/**
 * The rights of loads: tickets, which a change of the key takes away, and locks, which keep others
 * from loading the same. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public interface Loads<K, V> {

  /** A ticket for a load of {@code key} that begins now, beside those of other loads. */
  Ticket ticket(K key);

  /**
   * Makes the tickets of loads known to all nodes, and looks the keys up once more; to be called
   * before the source is read.
   *
   * @return the authority's entries under these keys, expired or not
   */
  Map<K, Entry<V>> register(Map<K, Ticket> loads);

  /** Gives tickets back once their loads are over. */
  void discard(Map<K, Ticket> loads);

  /**
   * The keys that look like something and are being loaded on any node, in batches. Weakly
   * consistent: a load that began before either is among them, or is over or stored by the end.
   */
  Iterator<List<K>> find(KeyPattern pattern);

  /**
   * Revokes the tickets of all loads under way; what was stored before that is seen by a scan
   * after.
   */
  void revokeAll();

  /** The right to load keys among all nodes; free to everybody where nothing is shared. */
  LoadLocks<K> locks();

  /** What loads must have seen of their source. */
  Horizons<K> horizons();
}
