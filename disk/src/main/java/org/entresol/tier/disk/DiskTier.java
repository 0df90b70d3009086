package org.entresol.tier.disk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.entresol.tier.ByteQueue;
import org.entresol.tier.ByteTier;
import org.entresol.tier.ChangeMarks;
import org.entresol.tier.Found;
import org.entresol.tier.Glob;
import org.entresol.tier.Lease;
import org.entresol.tier.Leased;
import org.entresol.tier.Outcome;
import org.entresol.tier.Plan;
import org.entresol.tier.Recall;
import org.entresol.tier.SchemaTable;
import org.entresol.tier.TierListener;
import org.entresol.tier.TierOptions;
import org.entresol.tier.Volume;
import org.jspecify.annotations.Nullable;

/**
 * One cache's tier in the files of a directory.
 *
 * <p>What is asked for one key is one statement or one step; for many it is one for each file.
 * Nothing is announced: who keeps entries near goes by {@link #marks}. Thread-safe.
 */
final class DiskTier implements ByteTier {

  /** How long one waits before one looks again whether a load lock is free. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

  private final DiskNode node;
  private final CacheRecord record;
  private final CacheFiles place;
  private final LookUps lookUps;
  private final Steps steps;
  private final Rights rights;
  private final ByteQueue queue;
  private volatile @Nullable TierListener listener;

  DiskTier(DiskNode node, CacheRecord record, TierOptions options) {
    this.node = node;
    this.record = record;
    this.place = record.place();
    KeepTerms terms = KeepTerms.of(options, place.partitions());
    PendingWrites writes = new PendingWrites(place, terms);
    this.rights = new Rights(place);
    this.lookUps = new LookUps(place);
    this.steps = new Steps(place, terms, rights, writes, lookUps);
    this.queue = new DiskQueue(record, writes);
  }

  CacheRecord record() {
    return record;
  }

  @Override
  public int partitions() {
    return place.partitions();
  }

  @Override
  public int partitionOf(byte[] key) {
    return place.partitionOf(key);
  }

  // ---- look-ups and changes

  @Override
  public Found read(byte[] key) {
    return readAll(List.of(key)).get(0);
  }

  @Override
  public List<Found> readAll(List<byte[]> keys) {
    record.requirePermit();
    return keys.isEmpty() ? List.of() : lookUps.read(keys);
  }

  @Override
  public List<Outcome> attemptAll(List<Plan> plans) {
    record.requirePermit();
    return plans.isEmpty() ? List.of() : steps.attempt(plans);
  }

  @Override
  public Iterator<List<byte[]>> scan(Glob keys) {
    record.requirePermit();
    return keys.among(DiskScan.ofEntries(place));
  }

  @Override
  public void clear() {
    record.requirePermit();
    steps.stepAll(true);
    node.sweepSoon();
  }

  @Override
  public long[] recall(long[] tags, Recall how) {
    record.requirePermit();
    return steps.recall(tags, how);
  }

  @Override
  public void outdateAll() {
    record.requirePermit();
    steps.stepAll(false);
  }

  // ---- leases, tickets and locks

  @Override
  public List<Leased> lease(List<byte[]> keys, Lease lease, Duration length) {
    record.requirePermit();
    return place.change(
        keys,
        key -> key,
        (shard, some, deadline) ->
            shard.write(
                "hold",
                session -> {
                  List<Leased> leased = new ArrayList<>(some.size());
                  for (byte[] key : some) {
                    leased.add(
                        rights.lease(session, key, lease, length)
                            ? new Leased(lease, lookUps.present(session, key))
                            : new Leased(null, null));
                  }
                  return leased;
                },
                deadline));
  }

  @Override
  public void extend(Collection<byte[]> keys, Lease lease, Duration length) {
    rights.extend(keys, lease, length);
  }

  @Override
  public List<Found> leaveTickets(List<byte[]> keys, List<Long> tickets, Duration length) {
    record.requirePermit();
    return place.change(
        ticketed(keys, tickets),
        Ticketed::key,
        (shard, some, deadline) ->
            shard.write(
                "leave load tickets",
                session -> {
                  List<Found> found = new ArrayList<>(some.size());
                  for (Ticketed one : some) {
                    rights.leaveTicket(session, one.key(), one.ticket(), length);
                    found.add(lookUps.readWithSequence(session, one.key()));
                  }
                  return found;
                },
                deadline));
  }

  @Override
  public Iterator<List<byte[]>> ticketed(Glob keys) {
    record.requirePermit();
    return keys.among(DiskScan.ofTickets(place));
  }

  @Override
  public void takeTickets(List<byte[]> keys, List<Long> tickets) {
    List<Boolean> unused =
        place.change(
            ticketed(keys, tickets),
            Ticketed::key,
            (shard, some, deadline) ->
                shard.write(
                    "take load tickets",
                    session -> {
                      List<Boolean> taken = new ArrayList<>(some.size());
                      for (Ticketed one : some) {
                        rights.takeTicket(session, one.key(), one.ticket());
                        taken.add(true);
                      }
                      return taken;
                    },
                    deadline));
  }

  /** A key and the load ticket that is left beside it. */
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

  private static List<Ticketed> ticketed(List<byte[]> keys, List<Long> tickets) {
    List<Ticketed> all = new ArrayList<>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      all.add(new Ticketed(keys.get(i), tickets.get(i)));
    }
    return all;
  }

  @Override
  public List<Boolean> tryLocks(List<byte[]> keys, Lease owner, Duration length) {
    record.requirePermit();
    return rights.tryLocks(keys, owner, length);
  }

  /** Nobody can tell who waits in another process, so one looks again and again. */
  @Override
  public boolean lock(byte[] key, Lease owner, Duration wait, Duration length) {
    long deadline = System.nanoTime() + wait.toNanos();
    boolean taken = tryLock(key, owner, length);
    try {
      while (!taken && System.nanoTime() - deadline < 0) {
        long pause = ThreadLocalRandom.current().nextLong(PAUSE_NANOS / 2, PAUSE_NANOS);
        TimeUnit.NANOSECONDS.sleep(pause);
        taken = rights.isFree(key, owner) && tryLock(key, owner, length);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return taken;
  }

  private boolean tryLock(byte[] key, Lease owner, Duration length) {
    return tryLocks(List.of(key), owner, length).get(0);
  }

  @Override
  public void extendLocks(Collection<byte[]> keys, Lease owner, Duration length) {
    rights.extendLocks(keys, owner, length);
  }

  @Override
  public void unlock(Collection<byte[]> keys, Lease owner) {
    rights.unlock(keys, owner);
  }

  @Override
  public ByteQueue queue() {
    return queue;
  }

  @Override
  public SchemaTable schemas() {
    return record;
  }

  @Override
  public ChangeMarks marks() {
    return place;
  }

  @Override
  public Volume volume() {
    return new DiskVolume(place);
  }

  // ---- the whole

  @Override
  public long[] sequences() {
    return steps.sequences();
  }

  @Override
  public String history() {
    return place.files().history();
  }

  @Override
  public long millis() {
    return place.files().millis();
  }

  @Override
  public void listen(TierListener told) {
    listener = told;
  }

  @Nullable TierListener listener() {
    return listener;
  }

  /**
   * What is there is gone at once, and its rows follow. The record goes last: what an interrupted
   * destruction leaves is the cache, with less in it, and can be destroyed again.
   */
  @Override
  public void destroy() {
    record.requirePermit();
    steps.stepAll(true);
    Destruction.removeAll(place);
    record.end();
  }

  @Override
  public void close() {
    listener = null;
    node.forget(this);
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    return null;
  }
}
