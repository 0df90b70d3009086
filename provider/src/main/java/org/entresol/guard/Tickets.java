package org.entresol.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The tickets of the loads under way in this JVM. Those of one key stand side by side until the key
 * is changed, by a load of it, too; what no longer stands is known until its load is over.
 * Thread-safe.
 *
 * @param <K> the type of keys
 */
public final class Tickets<K> {

  private final ConcurrentMap<K, List<Ticket>> tickets = new ConcurrentHashMap<>();

  /** A ticket for a load of {@code key} that begins now. */
  public Ticket issue(K key) {
    return issue(key, 0);
  }

  /**
   * A ticket for a load of {@code key} that begins now.
   *
   * @param since the sequence at which it begins, see {@link Ticket#since}
   */
  public Ticket issue(K key, long since) {
    Ticket ticket = new Ticket(since);
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
    revoke(key, ticket -> true);
  }

  /** Takes the rights of the key's other loads away, since one of them has been stored. */
  public void revokeOthers(K key, Ticket stored) {
    revoke(key, ticket -> ticket != stored);
  }

  /** Takes the rights of all loads away. */
  public void revokeAll() {
    tickets.keySet().forEach(this::revoke);
  }

  /** The tickets of the loads under way, standing or not, by key; weakly consistent. */
  public Map<K, List<Ticket>> all() {
    return Map.copyOf(tickets);
  }

  /** Forgets a ticket once its load is over. */
  public void discard(K key, Ticket ticket) {
    tickets.computeIfPresent(
        key,
        (k, all) -> {
          List<Ticket> left = new ArrayList<>(all);
          left.remove(ticket);
          return orNone(left);
        });
  }

  /** In one step with what is issued. */
  private void revoke(K key, Predicate<Ticket> which) {
    if (!tickets.containsKey(key)) {
      return;
    }
    tickets.computeIfPresent(
        key,
        (k, all) -> {
          all.stream().filter(which).forEach(Ticket::revoke);
          return all;
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
