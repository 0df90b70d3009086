package org.entresol.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The tickets of the loads under way in this JVM. Those of one key stand side by side until the key
 * is changed, by a load of it, too. Thread-safe.
 *
 * @param <K> the type of keys
 */
public final class Tickets<K> {

  private final ConcurrentMap<K, List<Ticket>> tickets = new ConcurrentHashMap<>();

  /** A ticket for a load of {@code key} that begins now. */
  public Ticket issue(K key) {
    Ticket ticket = new Ticket();
    tickets.compute(
        key,
        (k, others) -> {
          List<Ticket> all = new ArrayList<>(others == null ? List.of() : others);
          all.add(ticket);
          return all;
        });
    return ticket;
  }

  /** Takes the rights of the key's loads away. */
  public void revoke(K key) {
    remove(key, ticket -> true, Ticket::revoke);
  }

  /** Takes the rights of the key's other loads away, since one of them has been stored. */
  public void revokeOthers(K key, Ticket stored) {
    remove(key, ticket -> ticket != stored, Ticket::revoke);
  }

  /** Takes the rights of all loads away. */
  public void revokeAll() {
    tickets.keySet().forEach(this::revoke);
  }

  /** Forgets a ticket once its load is over. */
  public void discard(K key, Ticket ticket) {
    remove(key, other -> other == ticket, over -> {});
  }

  /** In one step: a ticket that is not in the table any more no longer stands, or needs not to. */
  private void remove(K key, Predicate<Ticket> which, Consumer<Ticket> farewell) {
    if (!tickets.containsKey(key)) {
      return;
    }
    tickets.computeIfPresent(
        key,
        (k, all) -> {
          List<Ticket> left = new ArrayList<>(all.size());
          for (Ticket ticket : all) {
            if (which.test(ticket)) {
              farewell.accept(ticket);
            } else {
              left.add(ticket);
            }
          }
          return orNone(left);
        });
  }

  private static @Nullable List<Ticket> orNone(List<Ticket> left) {
    return left.isEmpty() ? null : left;
  }

  /** The keys that are being loaded; weakly consistent. */
  public Set<K> keys() {
    return tickets.keySet();
  }
}
