package org.entresol.tier.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.entresol.tier.Backlog;
import org.entresol.tier.ByteQueue;
import org.entresol.tier.DeadWrite;
import org.entresol.tier.Lease;
import org.entresol.tier.QueueClaim;
import org.entresol.tier.QueueResult;
import org.entresol.tier.QueuedWrite;
import org.jspecify.annotations.Nullable;

/** The pending writes of one cache, as one node sees them. Thread-safe. */
final class MemoryQueue implements ByteQueue {

  private final MemoryTier tier;

  MemoryQueue(MemoryTier tier) {
    this.tier = tier;
  }

  private PendingWrites of(int partition) {
    return tier.cache().partition(partition).pending();
  }

  private PendingWrites of(byte[] key) {
    return tier.cache().of(key).pending();
  }

  private Span span(Duration length) {
    return Span.of(tier.cache().authority(), length);
  }

  @Override
  public List<QueueClaim> claim(
      Collection<Integer> partitions, Lease owner, boolean early, int most, Duration length) {
    return tier.call(
        () -> {
          List<QueueClaim> claims = new ArrayList<>();
          int left = most;
          for (int partition : partitions) {
            PendingWrites pending = of(partition);
            boolean all = early || 2L * pending.size() >= tier.terms().room();
            QueueClaim claim = pending.claim(partition, owner, all, left, span(length));
            if (claim != null) {
              claims.add(claim);
              left -= claim.writes().size();
            }
          }
          return claims;
        });
  }

  @Override
  public List<Boolean> extend(List<QueueClaim> claims, Duration length) {
    return tier.call(
        () ->
            claims.stream()
                .map(claim -> of(claim.partition()).extend(claim, span(length)))
                .toList());
  }

  @Override
  public boolean settle(QueueClaim claim, List<QueueResult> results) {
    return tier.call(
        () -> of(claim.partition()).settle(claim, results, tier.terms(), tier.millis()));
  }

  @Override
  public List<@Nullable QueuedWrite> unwritten(List<byte[]> keys) {
    return tier.call(
        () -> {
          List<@Nullable QueuedWrite> found = new ArrayList<>(keys.size());
          keys.forEach(key -> found.add(of(key).unwritten(new Key(key))));
          return found;
        });
  }

  @Override
  public Backlog backlog() {
    return tier.call(
        () ->
            tier.cache()
                .all()
                .map(partition -> partition.pending().backlog(tier.terms().delay(), tier.millis()))
                .reduce(Backlog.NONE, MemoryQueue::sum));
  }

  private static Backlog sum(Backlog one, Backlog other) {
    return new Backlog(
        one.pending() + other.pending(),
        Math.max(one.oldestMillis(), other.oldestMillis()),
        one.dead() + other.dead());
  }

  @Override
  public List<QueuedWrite> pending(int most) {
    return tier.call(
        () ->
            tier.cache()
                .all()
                .flatMap(partition -> partition.pending().all())
                .limit(most)
                .toList());
  }

  @Override
  public List<DeadWrite> dead(int most) {
    return tier.call(
        () ->
            tier.cache()
                .all()
                .flatMap(partition -> partition.pending().dead())
                .limit(most)
                .toList());
  }

  @Override
  public boolean replay(byte[] key) {
    return tier.call(() -> of(key).replay(new Key(key), tier.terms().room(), tier.millis()));
  }

  @Override
  public @Nullable DeadWrite drop(byte[] key) {
    List<@Nullable DeadWrite> dropped =
        tier.call(
            () -> {
              List<@Nullable DeadWrite> one = new ArrayList<>(1);
              one.add(of(key).drop(new Key(key)));
              return one;
            });
    return dropped.get(0);
  }
}
