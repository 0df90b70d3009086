package org.entresol.tier.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Extent;
import org.entresol.tier.Faults;
import org.entresol.tier.Found;
import org.entresol.tier.Glob;
import org.entresol.tier.Lease;
import org.entresol.tier.Leased;
import org.entresol.tier.Outcome;
import org.entresol.tier.Plan;
import org.entresol.tier.Recall;
import org.entresol.tier.SchemaTable;
import org.entresol.tier.TierException;
import org.entresol.tier.TierListener;
import org.entresol.tier.TierOptions;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RedissonClient;

/**
 * One cache's tier in Redis.
 *
 * <p>What is asked for one key, or for many on a single server, is one command; on a cluster it is
 * one for each partition, all on their way at once. Thread-safe.
 */
final class RedisTier implements ByteTier, Subscriber {

  private static final byte[] NOBODY = {};

  private final Place place;
  private final KeySpace keys;
  private final CacheRecord record;
  private final byte[] channel;
  private final Routes routes;
  private final LookUps lookUps;
  private final Sequences sequences;
  private final OldRecalls oldRecalls;
  private final Mutations mutations;
  private final RedisRights rights;
  private final RedisLocks locks;
  private final RedisHorizons horizons;
  private final RedisQueue queue;
  private final RedisSchemas schemas;
  private final long grace;
  private volatile @Nullable TierListener listener;

  /** Creates the tier of one cache. */
  RedisTier(Place place, KeySpace keys, CacheRecord record, TierOptions options) {
    this.place = place;
    RedisConnection connection = place.connection();
    PendingRoom room = PendingRoom.of(options.queue(), keys.partitions());
    this.keys = keys;
    this.record = record;
    this.channel = options.announces() ? place.channel().nameBytes() : NOBODY;
    this.routes = new Routes(connection, keys, record);
    this.grace = options.grace().toMillis();
    this.lookUps = new LookUps(connection, keys, record, place.clock());
    this.sequences = new Sequences(connection, keys, record);
    this.oldRecalls = new OldRecalls(sequences, this::sweep, () -> millis() - grace, place.time());
    Sending sending = new Sending(connection, keys, channel, place.channel().id(), grace);
    this.mutations = new Mutations(sending, options.tellsValues(), room);
    this.rights = new RedisRights(connection, keys, routes, place.clock());
    this.queue = new RedisQueue(connection, keys, routes, room);
    this.schemas = new RedisSchemas(connection, keys, record);
    this.locks = new RedisLocks(connection, keys, routes);
    this.horizons = new RedisHorizons(connection, keys, routes);
  }

  @Override
  public KeySpace keys() {
    return keys;
  }

  @Override
  public CacheRecord record() {
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
    if (plans.size() == 1) {
      routes.requirePermit();
      return List.of(place.connection().await(mutations.send(plans.get(0)), "change"));
    }
    return routes.send(plans, Plan::key, (route, part) -> mutations.send(part, route), "change");
  }

  // ---- leases, tickets and locks

  @Override
  public List<Leased> lease(List<byte[]> wanted, Lease lease, Duration length) {
    return rights.lease(wanted, lease, length);
  }

  @Override
  public void extend(Collection<byte[]> held, Lease lease, Duration length) {
    rights.extend(held, lease, length);
  }

  @Override
  public List<Found> leaveTickets(List<byte[]> loaded, List<Long> tickets, Duration length) {
    return rights.leaveTickets(loaded, tickets, length);
  }

  @Override
  public Iterator<List<byte[]>> ticketed(Glob glob) {
    return RedisScan.ofTickets(place.connection(), keys, glob);
  }

  @Override
  public void takeTickets(List<byte[]> loaded, List<Long> tickets) {
    rights.takeTickets(loaded, tickets);
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
  public RedisQueue queue() {
    return queue;
  }

  @Override
  public SchemaTable schemas() {
    return schemas;
  }

  @Override
  public RedisHorizons horizons() {
    return horizons;
  }

  // ---- the whole cache

  @Override
  public Iterator<List<byte[]>> scan(Glob glob) {
    return RedisScan.ofEntries(place.connection(), keys, glob);
  }

  @Override
  public void clear() {
    sequences.step(channel, place.channel().id(), true);
    place.pulse().background(this::sweep);
  }

  @Override
  public long[] recall(long[] tags, Recall how) {
    long[] recalled = sequences.recall(channel, place.channel().id(), tags, how, grace / 2);
    long[] old = oldRecalls.due(recalled);
    if (old != null) {
      place.pulse().background(() -> oldRecalls.forget(old));
    }
    return recalled;
  }

  @Override
  public void outdateAll() {
    sequences.step(channel, place.channel().id(), false);
  }

  /** Unlinks what a clear or a recall has left behind. */
  private void sweep() {
    scan()
        .forEachRemaining(
            batch ->
                routes.send(
                    batch,
                    key -> key,
                    (route, part) ->
                        place.connection().run(Script.SWEEP, route, keys.names(part), grace),
                    "sweep"));
  }

  @Override
  public Extent extent(int weighed) {
    return RedisExtent.of(place.connection(), keys, weighed);
  }

  @Override
  public long[] sequences() {
    return sequences.read();
  }

  @Override
  public void askNodes(long question, byte[] key) {
    place.channel().ask(question, keys.entry(keys.partitionOf(key), key));
  }

  @Override
  public String history() {
    return place.facts().history();
  }

  @Override
  public long millis() {
    return place.clock().millis();
  }

  @Override
  public Faults faults() {
    return Faults.of(record.refusals(), (channel.length > 0) ? place.channel().silences() : 0)
        .with(place.connection().breaker());
  }

  /**
   * {@inheritDoc}
   *
   * <p>What is there is gone at once, and once: when the removal of names is tried again, what has
   * come meanwhile is another cache's.
   */
  @Override
  public void destroy() {
    record.requirePermit();
    if (!record.isEmptied()) {
      sequences.step(channel, place.channel().id(), true);
      record.emptied();
    }
    record.end();
    try {
      removeAll();
    } catch (TierException e) {
      record.goOn();
      throw e;
    }
  }

  /** Removes everything that lies in Redis for this cache, in batches that block nobody. */
  private void removeAll() {
    Iterator<String> names = new RedisScan.Names(place.connection(), keys.everythingPattern());
    List<String> batch = new ArrayList<>();
    while (names.hasNext()) {
      batch.add(names.next());
      if (batch.size() == RedisScan.BATCH || !names.hasNext()) {
        unlink(batch);
        batch.clear();
      }
    }
    unlink(List.of(keys.schemas(), keys.record()));
  }

  private void unlink(List<String> names) {
    RedisConnection connection = place.connection();
    connection.await(
        connection
            .client()
            .getKeys()
            .unlinkAsync(names.toArray(String[]::new))
            .toCompletableFuture(),
        "unlink");
  }

  // ---- announcements

  @Override
  public void listen(TierListener told) {
    listener = told;
    if (channel.length > 0) {
      place.channel().add(this);
    }
  }

  @Override
  public void forgetHistory() {
    lookUps.forgetHistory();
  }

  @Override
  public @Nullable TierListener listener() {
    return listener;
  }

  @Override
  public void close() {
    listener = null;
    place.channel().remove(this);
    place.audience().remove(this);
    locks.close();
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    RedissonClient client = place.connection().client();
    return type.isInstance(client) ? type.cast(client) : null;
  }

  @Override
  public String toString() {
    return keys.record();
  }
}
