package org.entresol.tier.redis;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.entresol.tier.Found;
import org.entresol.tier.Lease;
import org.entresol.tier.Leased;
import org.entresol.tier.Leases;
import org.entresol.tier.LoadTickets;

/** The key leases and load tickets of one cache in Redis. Thread-safe. */
final class RedisRights {

  private final RedisConnection connection;
  private final KeySpace keys;
  private final Routes routes;
  private final ServerClock clock;

  RedisRights(RedisConnection connection, KeySpace keys, Routes routes, ServerClock clock) {
    this.connection = connection;
    this.keys = keys;
    this.routes = routes;
    this.clock = clock;
  }

  /** {@link Leases#lease}. */
  List<Leased> lease(List<byte[]> wanted, Lease lease, Duration length) {
    return routes.send(
        wanted,
        key -> key,
        (route, part) ->
            connection
                .run(
                    Script.LEASE,
                    route,
                    keys.names(part),
                    EntryFormat.token(lease.token()),
                    length.toMillis())
                .thenApply(
                    replies -> replies.stream().map(r -> leased(lease, (byte[]) r)).toList()),
        "take a lease");
  }

  private static Leased leased(Lease lease, byte[] reply) {
    if (reply.length < 8) {
      return new Leased(null, null);
    }
    return new Leased(lease, EntryFormat.found(reply, 1));
  }

  /** {@link Leases#extend}. */
  void extend(Collection<byte[]> held, Lease lease, Duration length) {
    byte[] token = EntryFormat.token(lease.token());
    routes.send(
        List.copyOf(held),
        key -> key,
        (route, part) ->
            connection.run(Script.EXTEND, route, keys.names(part), length.toMillis(), token),
        "extend a lease");
  }

  /**
   * {@link LoadTickets#leaveTickets}; sent once: a copy that comes late would bring back a ticket
   * that was revoked since.
   */
  List<Found> leaveTickets(List<byte[]> loaded, List<Long> tickets, Duration length) {
    return routes.send(
        ticketed(loaded, tickets),
        Ticketed::key,
        (route, part) ->
            connection
                .runOnce(Script.TICKET, route, loadNames(part), length.toMillis(), tickets(part))
                .thenApply(replies -> replies.stream().map(r -> found((byte[]) r)).toList()),
        "leave a ticket");
  }

  private Found found(byte[] reply) {
    return EntryFormat.found(reply, clock.millis());
  }

  /** {@link LoadTickets#takeTickets}. */
  void takeTickets(List<byte[]> loaded, List<Long> tickets) {
    routes.send(
        ticketed(loaded, tickets),
        Ticketed::key,
        (route, part) -> connection.run(Script.DISCARD, route, loadNames(part), tickets(part)),
        "take a ticket away");
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Ticketed(byte[] key, long ticket) {}

  private static List<Ticketed> ticketed(List<byte[]> loaded, List<Long> tickets) {
    List<Ticketed> both = new ArrayList<>(loaded.size());
    for (int i = 0; i < loaded.size(); i++) {
      both.add(new Ticketed(loaded.get(i), tickets.get(i)));
    }
    return both;
  }

  private List<Object> loadNames(List<Ticketed> part) {
    return keys.names(part.stream().map(Ticketed::key).toList());
  }

  /** The tickets themselves, one behind the other. */
  private static byte[] tickets(List<Ticketed> part) {
    ByteBuffer all = ByteBuffer.allocate(Long.BYTES * part.size());
    part.forEach(ticketed -> all.putLong(ticketed.ticket()));
    return all.array();
  }
}
