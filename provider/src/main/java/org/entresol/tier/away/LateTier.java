package org.entresol.tier.away;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import org.entresol.tier.ByteQueue;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Extent;
import org.entresol.tier.Faults;
import org.entresol.tier.Found;
import org.entresol.tier.Glob;
import org.entresol.tier.Horizons;
import org.entresol.tier.Lease;
import org.entresol.tier.Leased;
import org.entresol.tier.Outcome;
import org.entresol.tier.Plan;
import org.entresol.tier.Recall;
import org.entresol.tier.SchemaTable;
import org.entresol.tier.TierException;
import org.entresol.tier.TierListener;
import org.entresol.tier.TierNode;
import org.entresol.tier.TierOptions;
import org.jspecify.annotations.Nullable;

/**
 * The tier of a cache that was opened while the authority could not be reached: away until it is
 * joined, and then what the authority has. Thread-safe.
 */
final class LateTier implements ByteTier {

  private final String cache;
  private final TierOptions options;
  private final int partitions;
  private final LateQueue queue = new LateQueue(this::joined);
  private volatile TierException failure;
  private volatile @Nullable ByteTier tier;
  private @Nullable TierListener listener;
  private boolean closed;

  /**
   * Creates the tier of one cache, which nothing is known of.
   *
   * @param partitions how many partitions the cache is to have
   * @param failure why it could not be opened
   */
  LateTier(String cache, TierOptions options, int partitions, TierException failure) {
    this.cache = cache;
    this.options = options;
    this.partitions = partitions;
    this.failure = failure;
  }

  // ---- joining

  String cache() {
    return cache;
  }

  /** Whether nothing is left to be joined. */
  synchronized boolean isSettled() {
    return closed || tier != null;
  }

  /**
   * Opens the cache with a node; who listens to it is told that nothing known of it may be true.
   *
   * @throws TierException if the authority is not there, or has the cache with other partitions
   */
  void join(TierNode node) {
    ByteTier opened = node.open(cache, said());
    boolean kept = false;
    try {
      kept = take(opened);
    } finally {
      if (!kept) {
        opened.close();
      }
    }
    TierListener told = listening();
    if (kept && told != null) {
      // What was asked for until now went by partitions of which nothing was known.
      told.otherHistory();
      told.subscribed();
    }
  }

  /** The same options, with the partitions that this node has been going by. */
  private TierOptions said() {
    return new TierOptions(
        options.version(),
        OptionalInt.of(partitions),
        options.announces(),
        options.tellsValues(),
        options.grace(),
        options.queue(),
        options.codec());
  }

  private synchronized boolean take(ByteTier opened) {
    if (closed) {
      return false;
    }
    if (listener != null) {
      opened.listen(listener);
    }
    tier = opened;
    return true;
  }

  private synchronized @Nullable TierListener listening() {
    return listener;
  }

  /** Whether it says something else than what has kept this tier from being joined before. */
  boolean isNews(TierException reason) {
    return !String.valueOf(reason.getMessage()).equals(failure.getMessage());
  }

  /** Notes why it could not be joined. */
  void failed(TierException reason) {
    failure = reason;
  }

  private ByteTier joined() {
    ByteTier found = tier;
    if (found != null) {
      return found;
    }
    TierException reason = failure;
    String message = "The cache '" + cache + "' has not been joined yet: " + reason.getMessage();
    throw reason.isAway()
        ? TierException.away(message, reason, true)
        : new TierException(message, reason, true);
  }

  // ---- entries

  @Override
  public int partitions() {
    return partitions;
  }

  @Override
  public int partitionOf(byte[] key) {
    ByteTier found = tier;
    return (found == null)
        ? Math.floorMod(Arrays.hashCode(key), partitions)
        : found.partitionOf(key);
  }

  @Override
  public Found read(byte[] key) {
    return joined().read(key);
  }

  @Override
  public List<Found> readAll(List<byte[]> keys) {
    return joined().readAll(keys);
  }

  @Override
  public List<Outcome> attemptAll(List<Plan> plans) {
    return joined().attemptAll(plans);
  }

  @Override
  public Iterator<List<byte[]>> scan(Glob keys) {
    return joined().scan(keys);
  }

  @Override
  public void clear() {
    joined().clear();
  }

  @Override
  public long[] recall(long[] tags, Recall how) {
    return joined().recall(tags, how);
  }

  // ---- leases, tickets and locks

  @Override
  public List<Leased> lease(List<byte[]> keys, Lease lease, Duration length) {
    return joined().lease(keys, lease, length);
  }

  @Override
  public void extend(Collection<byte[]> keys, Lease lease, Duration length) {
    joined().extend(keys, lease, length);
  }

  @Override
  public List<Found> leaveTickets(List<byte[]> keys, List<Long> tickets, Duration length) {
    return joined().leaveTickets(keys, tickets, length);
  }

  @Override
  public Iterator<List<byte[]>> ticketed(Glob keys) {
    return joined().ticketed(keys);
  }

  @Override
  public void takeTickets(List<byte[]> keys, List<Long> tickets) {
    joined().takeTickets(keys, tickets);
  }

  @Override
  public List<Boolean> tryLocks(List<byte[]> keys, Lease owner, Duration length) {
    return joined().tryLocks(keys, owner, length);
  }

  @Override
  public boolean lock(byte[] key, Lease owner, Duration wait, Duration length) {
    return joined().lock(key, owner, wait, length);
  }

  @Override
  public void extendLocks(Collection<byte[]> keys, Lease owner, Duration length) {
    joined().extendLocks(keys, owner, length);
  }

  @Override
  public void unlock(Collection<byte[]> keys, Lease owner) {
    joined().unlock(keys, owner);
  }

  @Override
  public ByteQueue queue() {
    return queue;
  }

  @Override
  public SchemaTable schemas() {
    return new LateSchemas(this::joined);
  }

  @Override
  public Horizons<byte[]> horizons() {
    return new LateHorizons(this::joined);
  }

  // ---- news

  @Override
  public long[] sequences() {
    return joined().sequences();
  }

  @Override
  public String history() {
    return joined().history();
  }

  /** An instant that nobody needs, as long as there is nothing that ends. */
  @Override
  public long millis() {
    ByteTier found = tier;
    return (found == null) ? 0 : found.millis();
  }

  @Override
  public void outdateAll() {
    joined().outdateAll();
  }

  @Override
  public synchronized void listen(TierListener told) {
    listener = told;
    ByteTier found = tier;
    if (found != null) {
      found.listen(told);
    }
  }

  // ---- the whole

  @Override
  public Faults faults() {
    ByteTier found = tier;
    return (found == null) ? Faults.NONE : found.faults();
  }

  @Override
  public void askNodes(long question, byte[] key) {
    joined().askNodes(question, key);
  }

  @Override
  public Extent extent(int weighed) {
    return joined().extent(weighed);
  }

  @Override
  public void destroy() {
    joined().destroy();
  }

  @Override
  public synchronized void close() {
    closed = true;
    ByteTier found = tier;
    if (found != null) {
      found.close();
    }
  }

  @Override
  public String toString() {
    return cache;
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    ByteTier found = tier;
    return (found == null) ? null : found.unwrap(type);
  }
}
