package org.entresol.store.tiered;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.entresol.guard.LoadLocks;
import org.entresol.guard.Ticket;
import org.entresol.guard.Tickets;
import org.entresol.store.Entry;
import org.entresol.store.KeyPattern;
import org.entresol.store.Loads;
import org.entresol.store.near.Place;
import org.entresol.tier.Found;
import org.entresol.tier.Horizons;
import org.entresol.tier.LoadTickets;
import org.entresol.tier.TierException;

/**
 * The rights of loads among all nodes: here, and in the tier, which is who judges loads.
 * Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class TieredLoads<K, V> implements Loads<K, V> {

  private static final Logger LOG = System.getLogger(TieredLoads.class.getName());

  private final LoadTickets tier;
  private final Wording<K, V> wording;
  private final Settling<K, V> settling;
  private final Failures failures;
  private final Tickets<K> tickets;
  private final LoadLocks<K> locks;
  private final Duration length;
  private final Horizons<K> horizons;

  /**
   * Creates the rights of one cache's loads.
   *
   * @param tickets the tickets of this node
   * @param length how long a ticket that is never given back stays in the tier
   */
  TieredLoads(
      LoadTickets tier,
      Wording<K, V> wording,
      Settling<K, V> settling,
      Failures failures,
      Tickets<K> tickets,
      LoadLocks<K> locks,
      Duration length) {
    this.tier = tier;
    this.wording = wording;
    this.settling = settling;
    this.failures = failures;
    this.tickets = tickets;
    this.locks = locks;
    this.horizons = wording.horizons();
    this.length = length;
  }

  @Override
  public Ticket ticket(K key) {
    return tickets.issue(key);
  }

  @Override
  public LoadLocks<K> locks() {
    return locks;
  }

  @Override
  public Horizons<K> horizons() {
    return horizons;
  }

  @Override
  public Map<K, Entry<V>> register(Map<K, Ticket> loads) {
    List<Place<K, V>> places = loads.keySet().stream().map(wording::place).toList();
    List<byte[]> bytes = places.stream().map(Place::bytes).toList();
    List<Long> numbers = loads.values().stream().map(Ticket::number).toList();
    List<Found> answers = failures.ask(() -> tier.leaveTickets(bytes, numbers, length));
    return settling.known(places, answers);
  }

  @Override
  public Iterator<List<K>> find(KeyPattern pattern) {
    return new TieredKeys<>(pattern, tier::ticketed, wording.codec(), failures);
  }

  /** Gives tickets back; those that the tier does not take end there by themselves. */
  @Override
  public void discard(Map<K, Ticket> loads) {
    Taken taken = new Taken();
    loads.forEach(
        (key, ticket) -> {
          tickets.discard(key, ticket);
          if (!ticket.isUsed()) {
            taken.add(wording.place(key).bytes(), ticket);
          }
        });
    try {
      take(taken);
    } catch (TierException e) {
      LOG.log(Level.DEBUG, "Load tickets were not taken away and will end by themselves", e);
    }
  }

  /**
   * Takes the rights of this node's loads away, in the tier too: one that is on its way to be
   * stored is there when this is over, or never.
   */
  @Override
  public void revokeAll() {
    Taken taken = new Taken();
    tickets
        .all()
        .forEach(
            (key, loads) -> {
              byte[] name = wording.place(key).bytes();
              loads.forEach(ticket -> taken.add(name, ticket));
            });
    tickets.revokeAll();
    failures.tell(() -> take(taken));
  }

  private void take(Taken taken) {
    if (!taken.keys.isEmpty()) {
      tier.takeTickets(taken.keys, taken.numbers);
    }
  }

  /** Tickets that the tier is to forget. */
  private static final class Taken {
    private final List<byte[]> keys = new ArrayList<>();
    private final List<Long> numbers = new ArrayList<>();

    private void add(byte[] key, Ticket ticket) {
      keys.add(key);
      numbers.add(ticket.number());
    }
  }
}
