package org.entresol.tier.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.entresol.tier.ByteQueue;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Found;
import org.entresol.tier.Glob;
import org.entresol.tier.Lease;
import org.entresol.tier.Leased;
import org.entresol.tier.NearCopy;
import org.entresol.tier.Outcome;
import org.entresol.tier.Plan;
import org.entresol.tier.Recall;
import org.entresol.tier.SchemaTable;
import org.entresol.tier.TierListener;
import org.entresol.tier.TierOptions;
import org.jspecify.annotations.Nullable;

/**
 * One node's tier of a cache in a {@link MemoryAuthority}: each call goes by the node's {@link
 * Link}, and is one step for all nodes. Thread-safe.
 */
public final class MemoryTier implements ByteTier {

  private static final int BATCH = 100;

  private final MemoryNode node;
  private final MemoryCache cache;
  private final TierOptions options;
  private final MemoryCache.Terms terms;
  private final Inbox inbox = new Inbox();
  private final MemoryQueue queue;

  MemoryTier(MemoryNode node, MemoryCache cache, TierOptions options) {
    this.node = node;
    this.cache = cache;
    this.options = options;
    this.terms = MemoryCache.Terms.of(options, cache.partitions());
    this.queue = new MemoryQueue(this);
  }

  /** The news that this tier has not heard yet. */
  public Inbox inbox() {
    return inbox;
  }

  MemoryNode node() {
    return node;
  }

  MemoryCache cache() {
    return cache;
  }

  TierOptions options() {
    return options;
  }

  MemoryCache.Terms terms() {
    return terms;
  }

  /** Makes a call that nobody comes between. */
  <T> T call(Supplier<T> work) {
    return node.link().call(() -> cache.inOneStep(work));
  }

  private void tell(Runnable work) {
    boolean unused =
        call(
            () -> {
              work.run();
              return true;
            });
  }

  @Override
  public int partitions() {
    return cache.partitions();
  }

  @Override
  public int partitionOf(byte[] key) {
    return cache.partitionOf(key);
  }

  // ---- look-ups and changes

  @Override
  public Found read(byte[] key) {
    return readAll(List.of(key)).get(0);
  }

  @Override
  public List<Found> readAll(List<byte[]> keys) {
    return call(() -> keys.stream().map(key -> cache.of(key).read(new Key(key))).toList());
  }

  /** What is told of changes is heard before the answer comes, unless a test holds it back. */
  @Override
  public List<Outcome> attemptAll(List<Plan> plans) {
    return node.link()
        .call(
            () -> {
              List<Outcome> outcomes = new ArrayList<>(plans.size());
              plans.forEach(plan -> outcomes.add(cache.attempt(this, plan).outcome()));
              cache.hear();
              return outcomes;
            });
  }

  @Override
  public void clear() {
    boolean unused =
        node.link()
            .call(
                () -> {
                  cache.clear(this);
                  cache.hear();
                  return true;
                });
  }

  @Override
  public long[] recall(long[] tags, Recall how) {
    return node.link()
        .call(
            () -> {
              long[] sequences = cache.recall(this, tags, how);
              cache.hear();
              return sequences;
            });
  }

  @Override
  public void outdateAll() {
    boolean unused =
        node.link()
            .call(
                () -> {
                  cache.outdateAll(this);
                  cache.hear();
                  return true;
                });
  }

  @Override
  public void destroy() {
    clear();
    cache.destroy();
  }

  @Override
  public Iterator<List<byte[]>> scan(Glob keys) {
    return keys.among(batches(Partition::keys));
  }

  private Iterator<List<byte[]>> batches(Function<Partition, List<byte[]>> there) {
    List<byte[]> keys =
        call(() -> cache.all().flatMap(partition -> there.apply(partition).stream()).toList());
    List<List<byte[]>> batches = new ArrayList<>();
    for (int from = 0; from < keys.size(); from += BATCH) {
      batches.add(keys.subList(from, Math.min(from + BATCH, keys.size())));
    }
    return batches.iterator();
  }

  // ---- leases, tickets and locks

  @Override
  public List<Leased> lease(List<byte[]> keys, Lease lease, Duration length) {
    return call(
        () ->
            keys.stream()
                .map(key -> cache.of(key).lease(new Key(key), lease, length.toMillis()))
                .toList());
  }

  @Override
  public void extend(Collection<byte[]> keys, Lease lease, Duration length) {
    tell(() -> keys.forEach(key -> cache.of(key).extend(new Key(key), lease, length.toMillis())));
  }

  @Override
  public List<Found> leaveTickets(List<byte[]> keys, List<Long> tickets, Duration length) {
    return call(
        () -> {
          List<Found> found = new ArrayList<>(keys.size());
          for (int i = 0; i < keys.size(); i++) {
            byte[] key = keys.get(i);
            found.add(cache.of(key).leaveTicket(new Key(key), tickets.get(i), length.toMillis()));
          }
          return found;
        });
  }

  @Override
  public Iterator<List<byte[]>> ticketed(Glob keys) {
    return keys.among(batches(Partition::ticketed));
  }

  @Override
  public void takeTickets(List<byte[]> keys, List<Long> tickets) {
    tell(
        () -> {
          for (int i = 0; i < keys.size(); i++) {
            cache.of(keys.get(i)).takeTicket(new Key(keys.get(i)), tickets.get(i));
          }
        });
  }

  @Override
  public List<Boolean> tryLocks(List<byte[]> keys, Lease owner, Duration length) {
    return node.link()
        .call(
            () ->
                keys.stream()
                    .map(key -> cache.locks().tryLock(new Key(key), owner, length))
                    .toList());
  }

  @Override
  public boolean lock(byte[] key, Lease owner, Duration wait, Duration length) {
    return node.link().call(() -> cache.locks().lock(new Key(key), owner, wait, length));
  }

  @Override
  public void extendLocks(Collection<byte[]> keys, Lease owner, Duration length) {
    tell(() -> keys.forEach(key -> cache.locks().extend(new Key(key), owner, length)));
  }

  @Override
  public void unlock(Collection<byte[]> keys, Lease owner) {
    tell(() -> keys.forEach(key -> cache.locks().unlock(new Key(key), owner)));
  }

  @Override
  public ByteQueue queue() {
    return queue;
  }

  @Override
  public SchemaTable schemas() {
    return new MemorySchemas(node.link(), cache);
  }

  // ---- the whole

  @Override
  public long[] sequences() {
    return call(() -> cache.all().mapToLong(Partition::sequence).toArray());
  }

  @Override
  public String history() {
    return node.link().call(() -> String.valueOf(cache.authority().history()));
  }

  @Override
  public long millis() {
    return cache.authority().millis();
  }

  @Override
  public void askNodes(long question, byte[] key) {
    cache.members().forEach(other -> answer(other.inbox.listener(), question, key));
  }

  private void answer(@Nullable TierListener asked, long question, byte[] key) {
    NearCopy copy = (asked == null) ? null : asked.copyOf(key);
    TierListener asking = inbox.listener();
    if (copy != null && asking != null) {
      asking.answered(question, key, copy);
    }
  }

  @Override
  public void listen(TierListener listener) {
    inbox.listen(listener);
    if (options.announces()) {
      cache.join(this);
    }
  }

  @Override
  public void close() {
    inbox.listen(null);
    cache.leave(this);
    node.forget(this);
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    return type.isInstance(node) ? type.cast(node) : null;
  }
}
