package org.entresol.guard;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The tickets of the loads under way in this JVM, the newest of each key. Thread-safe.
 *
 * @param <K> the type of keys
 */
public final class Tickets<K> {

  private final ConcurrentMap<K, Ticket> tickets = new ConcurrentHashMap<>();

  /** A ticket for a load of {@code key} that begins now, in place of any older one. */
  public Ticket issue(K key) {
    Ticket ticket = new Ticket();
    // In one step: a ticket that is not in the table any more no longer stands.
    tickets.compute(
        key,
        (k, older) -> {
          if (older != null) {
            older.revoke();
          }
          return ticket;
        });
    return ticket;
  }

  /** Takes the right of the key's load away, if one is under way. */
  public void revoke(K key) {
    if (tickets.containsKey(key)) {
      tickets.computeIfPresent(
          key,
          (k, ticket) -> {
            ticket.revoke();
            return null;
          });
    }
  }

  /** Takes the rights of all loads away. */
  public void revokeAll() {
    tickets.keySet().forEach(this::revoke);
  }

  /** Forgets a ticket once its load is over. */
  public void discard(K key, Ticket ticket) {
    tickets.remove(key, ticket);
  }

  /** The keys that are being loaded; weakly consistent. */
  public Set<K> keys() {
    return tickets.keySet();
  }
}
