package org.entresol.store;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.entresol.guard.Ticket;
import org.entresol.guard.Tickets;
import org.entresol.tier.LoadTickets;
import org.entresol.tier.TierException;

/**
 * The taking away of load tickets: here, and in the tier, which is who judges loads. Thread-safe.
 *
 * @param <K> the type of keys
 */
final class TieredTickets<K> {

  private static final Logger LOG = System.getLogger(TieredTickets.class.getName());

  private final LoadTickets tier;
  private final Wording<K, ?> wording;
  private final Failures failures;
  private final Tickets<K> tickets;

  TieredTickets(LoadTickets tier, Wording<K, ?> wording, Failures failures, Tickets<K> tickets) {
    this.tier = tier;
    this.wording = wording;
    this.failures = failures;
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
            bytes.add(wording.place(key).bytes());
            numbers.add(ticket.number());
          }
        });
    if (!bytes.isEmpty()) {
      take(bytes, numbers);
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
              byte[] name = wording.place(key).bytes();
              loads.forEach(
                  ticket -> {
                    bytes.add(name);
                    numbers.add(ticket.number());
                  });
            });
    tickets.revokeAll();
    if (!bytes.isEmpty()) {
      failures.tell(() -> tier.takeTickets(bytes, numbers));
    }
  }

  /** Takes tickets away; those that cannot be end by themselves. */
  private void take(List<byte[]> keys, List<Long> numbers) {
    try {
      tier.takeTickets(keys, numbers);
    } catch (TierException e) {
      LOG.log(Level.DEBUG, "Load tickets were not taken away and will end by themselves", e);
    }
  }
}
