package org.entresol.tier.redis;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.entresol.tier.ByteQueue;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Faults;
import org.entresol.tier.Found;
import org.entresol.tier.Lease;
import org.entresol.tier.Leased;
import org.entresol.tier.Outcome;
import org.entresol.tier.Plan;
import org.entresol.tier.TierListener;
import org.entresol.tier.TierOptions;
import org.jspecify.annotations.Nullable;

/**
 * One cache's tier in Redis.
 *
 * <p>What is asked for one key, or for many on a single server, is one command; on a cluster it is
 * one for each partition, all on their way at once. Thread-safe.
 */
final class RedisTier implements ByteTier {

  private static final byte[] NOBODY = {};
  private static final byte[] YES = {'1'};
  private static final byte[] NO = {'0'};

  private final RedisConnection connection;
  private final RedisNode node;
  private final KeySpace keys;
  private final CacheRecord record;
  private final byte[] channel;
  private final boolean tellsValues;
  private final Routes routes;
  private final LookUps lookUps;
  private final Sequences sequences;
  private final BlindStores stores;
  private final RedisLocks locks;
  private final long grace;
  private final PendingRoom room;
  private final RedisQueue queue;
  private volatile @Nullable TierListener listener;

  /** Creates the tier of one cache. */
  RedisTier(RedisNode node, KeySpace keys, CacheRecord record, TierOptions options) {
    this.node = node;
    this.connection = node.connection();
    this.keys = keys;
    this.record = record;
    this.channel = options.announces() ? node.channel().nameBytes() : NOBODY;
    this.tellsValues = options.tellsValues();
    this.grace = options.grace().toMillis();
    this.routes = new Routes(connection, keys, record);
    this.lookUps = new LookUps(connection, keys, record);
    this.sequences = new Sequences(connection, keys, record);
    this.room = PendingRoom.of(options.queue(), keys.partitions());
    this.stores = new BlindStores(connection, keys, channel, node.channel().id(), grace, room);
    this.queue = new RedisQueue(connection, keys, routes, room);
    this.locks = new RedisLocks(connection, keys, routes);
  }

  KeySpace keys() {
    return keys;
  }

  CacheRecord record() {
    return record;
  }

  @Override
  public int partitions() {
    return keys.partitions();
  }

  @Override
  public int partitionOf(byte[] key) {
    return keys.partitionOf(key);
  }

  // ---- look-ups

  @Override
  public Found read(byte[] key) {
    return lookUps.one(key);
  }

  @Override
  public List<Found> readAll(List<byte[]> wanted) {
    return routes.send(wanted, key -> key, (route, part) -> lookUps.some(part, route), "read");
  }

  // ---- changes

  @Override
  public List<Outcome> attemptAll(List<Plan> plans) {
    return routes.send(plans, Plan::key, (route, part) -> attempt(part, route), "change");
  }

  private CompletableFuture<List<Outcome>> attempt(List<Plan> part, String route) {
    if (!tellsValues && BlindStores.areAll(part)) {
      return stores.send(part, route);
    }
    List<Object> names = new ArrayList<>(2 * part.size());
    List<Object> arguments = new ArrayList<>(6 + 7 * part.size());
    arguments.add(channel);
    arguments.add(node.channel().id());
    arguments.add(tellsValues ? YES : NO);
    arguments.add(grace);
    arguments.add(room.delay());
    arguments.add(room.most());
    long[] nonces = new long[part.size()];
    for (int i = 0; i < nonces.length; i++) {
      Plan plan = part.get(i);
      nonces[i] = ThreadLocalRandom.current().nextLong(1L << 48);
      name(names, plan.key());
      arguments.add(EntryFormat.acts(plan));
      arguments.add(EntryFormat.condition(plan));
      arguments.add(EntryFormat.lifetimes(plan.lifetimes()));
      arguments.add(EntryFormat.stamp(nonces[i], plan));
      arguments.add(plan.payload());
      arguments.add(EntryFormat.token(plan.ticket()));
      Lease lease = plan.lease();
      arguments.add(EntryFormat.token(lease == null ? 0 : lease.token()));
    }
    return connection
        .runOnce(Script.MUTATE, route, names, arguments.toArray())
        .thenApply(
            replies -> {
              List<Outcome> outcomes = new ArrayList<>(nonces.length);
              for (int i = 0; i < nonces.length; i++) {
                outcomes.add(EntryFormat.outcome((byte[]) replies.get(i), nonces[i]));
              }
              return outcomes;
            });
  }

  private void name(List<Object> names, byte[] key) {
    int p = keys.partitionOf(key);
    names.add(keys.sequence(p));
    names.add(keys.entry(p, key));
  }

  private List<Object> names(Collection<byte[]> part) {
    List<Object> names = new ArrayList<>(2 * part.size());
    part.forEach(key -> name(names, key));
    return names;
  }

  // ---- leases and tickets

  @Override
  public List<Leased> lease(List<byte[]> wanted, Lease lease, Duration length) {
    return routes.send(
        wanted,
        key -> key,
        (route, part) ->
            connection
                .run(
                    Script.LEASE,
                    route,
                    names(part),
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

  @Override
  public void extend(Collection<byte[]> held, Lease lease, Duration length) {
    byte[] token = EntryFormat.token(lease.token());
    routes.send(
        List.copyOf(held),
        key -> key,
        (route, part) ->
            connection.run(Script.EXTEND, route, names(part), length.toMillis(), token),
        "extend a lease");
  }

  /** Sent once: a copy that comes late would bring back a ticket that was revoked since. */
  @Override
  public List<Found> leaveTickets(List<byte[]> loaded, List<Long> tickets, Duration length) {
    return routes.send(
        ticketed(loaded, tickets),
        Ticketed::key,
        (route, part) ->
            connection
                .runOnce(Script.TICKET, route, loadNames(part), length.toMillis(), tickets(part))
                .thenApply(
                    replies ->
                        replies.stream().map(r -> EntryFormat.found((byte[]) r, 0)).toList()),
        "leave a ticket");
  }

  @Override
  public void takeTickets(List<byte[]> loaded, List<Long> tickets) {
    routes.send(
        ticketed(loaded, tickets),
        Ticketed::key,
        (route, part) -> connection.run(Script.DISCARD, route, loadNames(part), tickets(part)),
        "take a ticket away");
  }

  private static final class Ticketed {

    private final byte[] key;
    private final long ticket;

    Ticketed(byte[] key, long ticket) {
      this.key = key;
      this.ticket = ticket;
    }

    byte[] key() {
      return key;
    }

    long ticket() {
      return ticket;
    }
  }

  private static List<Ticketed> ticketed(List<byte[]> loaded, List<Long> tickets) {
    List<Ticketed> both = new ArrayList<>(loaded.size());
    for (int i = 0; i < loaded.size(); i++) {
      both.add(new Ticketed(loaded.get(i), tickets.get(i)));
    }
    return both;
  }

  private List<Object> loadNames(List<Ticketed> part) {
    return names(part.stream().map(Ticketed::key).toList());
  }

  /** The tickets themselves, one behind the other. */
  private static byte[] tickets(List<Ticketed> part) {
    ByteBuffer all = ByteBuffer.allocate(Long.BYTES * part.size());
    part.forEach(ticketed -> all.putLong(ticketed.ticket()));
    return all.array();
  }

  @Override
  public List<Boolean> tryLocks(List<byte[]> wanted, Lease owner, Duration length) {
    return locks.tryLocks(wanted, owner, length);
  }

  @Override
  public boolean lock(byte[] key, Lease owner, Duration wait, Duration length) {
    return locks.lock(key, owner, wait, length);
  }

  @Override
  public void extendLocks(Collection<byte[]> held, Lease owner, Duration length) {
    locks.extend(held, owner, length);
  }

  @Override
  public void unlock(Collection<byte[]> held, Lease owner) {
    locks.unlock(held, owner);
  }

  @Override
  public ByteQueue queue() {
    return queue;
  }

  // ---- the whole cache

  @Override
  public Iterator<List<byte[]>> scan() {
    return new RedisScan(connection, keys);
  }

  @Override
  public void clear() {
    sequences.step(channel, node.channel().id(), true);
    node.background(this::sweep);
  }

  @Override
  public void outdateAll() {
    sequences.step(channel, node.channel().id(), false);
  }

  /** Unlinks what a clear has left behind. */
  private void sweep() {
    scan()
        .forEachRemaining(
            batch ->
                routes.send(
                    batch,
                    key -> key,
                    (route, part) -> connection.run(Script.SWEEP, route, names(part)),
                    "sweep"));
  }

  @Override
  public long[] sequences() {
    return sequences.read();
  }

  @Override
  public String history() {
    return node.facts().history();
  }

  @Override
  public long millis() {
    return node.serverMillis();
  }

  @Override
  public Faults faults() {
    return Faults.of(record.refusals(), (channel.length > 0) ? node.channel().silences() : 0);
  }

  @Override
  public void destroy() {
    clear();
    record.end();
    node.removeAll(keys);
  }

  // ---- announcements

  @Override
  public void listen(TierListener told) {
    listener = told;
    if (channel.length > 0) {
      node.channel().add(this);
    }
  }

  /** Who hears of this tier; null before anybody asked. */
  @Nullable TierListener listener() {
    return listener;
  }

  @Override
  public void close() {
    listener = null;
    node.channel().remove(this);
    node.forget(this);
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    return type.isInstance(connection.client()) ? type.cast(connection.client()) : null;
  }

  @Override
  public String toString() {
    return keys.record();
  }
}
