package org.entresol.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.entresol.guard.Ticket;
import org.entresol.guard.Tickets;
import org.entresol.tier.ByteTier;

/**
 * The taking away of load tickets: here, and in the tier, which is who judges loads. Thread-safe.
 *
 * @param <K> the type of keys
 */
final class TieredTickets<K> {

  private final ByteTier tier;
  private final Exchange<K, ?> exchange;
  private final Tickets<K> tickets;

  TieredTickets(ByteTier tier, Exchange<K, ?> exchange, Tickets<K> tickets) {
    this.tier = tier;
    this.exchange = exchange;
    this.tickets = tickets;
  }

  /** Gives tickets back; those that the tier does not take end there by themselves. */
  void discard(Map<K, Ticket> loads) {
    List<byte[]> bytes = new ArrayList<>();
    List<Long> numbers = new ArrayList<>();
    loads.forEach(
        (key, ticket) -> {
          tickets.discard(key, ticket);
          if (!ticket.isUsed()) {
            bytes.add(exchange.place(key).bytes());
            numbers.add(ticket.number());
          }
        });
    if (!bytes.isEmpty()) {
      exchange.takeTickets(bytes, numbers);
    }
  }

  /**
   * Takes the rights of this node's loads away, in the tier too: one that is on its way to be
   * stored is there when this is over, or never.
   */
  void revokeAll() {
    List<byte[]> bytes = new ArrayList<>();
    List<Long> numbers = new ArrayList<>();
    tickets
        .all()
        .forEach(
            (key, loads) -> {
              byte[] name = exchange.place(key).bytes();
              loads.forEach(
                  ticket -> {
                    bytes.add(name);
                    numbers.add(ticket.number());
                  });
            });
    tickets.revokeAll();
    if (!bytes.isEmpty()) {
      exchange.tell(() -> tier.takeTickets(bytes, numbers));
    }
  }
}
