package org.entresol.store.heap;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.entresol.guard.LoadLocks;
import org.entresol.guard.Ticket;
import org.entresol.guard.Tickets;
import org.entresol.store.Entry;
import org.entresol.store.EntryStore;
import org.entresol.store.KeyPattern;
import org.entresol.store.Loads;
import org.entresol.tier.Horizons;
import org.entresol.tier.OwnHorizons;
import org.entresol.time.Clock;

/**
 * The rights of loads in one JVM: whoever changes a key finds the tickets of its loads here.
 * Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class HeapLoads<K, V> implements Loads<K, V> {

  private final EntryStore<K, V> store;
  private final HeapMap<K, V> entries;
  private final Tickets<K> tickets;
  private final Horizons<K> horizons;

  HeapLoads(EntryStore<K, V> store, HeapMap<K, V> entries, Tickets<K> tickets, Clock clock) {
    this.store = store;
    this.entries = entries;
    this.tickets = tickets;
    this.horizons = new OwnHorizons<>(clock);
  }

  @Override
  public Ticket ticket(K key) {
    return tickets.issue(key, entries.sequence());
  }

  @Override
  public Map<K, Entry<V>> register(Map<K, Ticket> loads) {
    return store.readAll(loads.keySet());
  }

  @Override
  public void discard(Map<K, Ticket> loads) {
    loads.forEach(tickets::discard);
  }

  @Override
  public Iterator<List<K>> find(KeyPattern pattern) {
    return pattern.among(tickets.keys().iterator());
  }

  @Override
  public void revokeAll() {
    // Inside compute, so that a load that is being stored at this moment is there when this is
    // over.
    for (K key : tickets.keys()) {
      Entry<V> unused =
          entries.compute(
              key,
              (k, current) -> {
                tickets.revoke(k);
                return current;
              });
    }
  }

  @Override
  public LoadLocks<K> locks() {
    return LoadLocks.none();
  }

  @Override
  public Horizons<K> horizons() {
    return horizons;
  }
}
