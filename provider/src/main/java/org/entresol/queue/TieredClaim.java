package org.entresol.queue;

import java.time.Duration;
import java.util.List;
import org.entresol.tier.QueueClaim;

/** A claim in a tier, with what this node knows of its time. Thread-safe. */
final class TieredClaim<K, V> implements Claim<K, V> {

  private final QueueClaim claim;
  private final List<PendingWrite<K, V>> writes;
  private volatile long since;
  private volatile long end;

  TieredClaim(QueueClaim claim, List<PendingWrite<K, V>> writes) {
    this.claim = claim;
    this.writes = writes;
  }

  QueueClaim bytes() {
    return claim;
  }

  @Override
  public int shard() {
    return claim.partition();
  }

  @Override
  public long token() {
    return claim.token();
  }

  @Override
  public List<PendingWrite<K, V>> writes() {
    return writes;
  }

  @Override
  public boolean stands() {
    return end - System.nanoTime() > 0;
  }

  /** Whether a third of its time is used up. */
  boolean isDue(long now, Duration lease) {
    return now - since > lease.toNanos() / 3;
  }

  /**
   * Counts its time anew.
   *
   * @param asked when the tier was asked for it, so that it ends here first
   */
  void prolonged(long asked, Duration lease) {
    since = asked;
    end = asked + lease.toNanos();
  }

  /** Notes that it has ended. */
  void lost() {
    end = System.nanoTime();
  }
}
