package org.entresol.queue;

import java.util.List;

/**
 * A claim in the heap, which nobody takes from its JVM. Immutable; no record, since those compare
 * users' values.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class HeapClaim<K, V> implements Claim<K, V> {

  private final List<PendingWrite<K, V>> writes;

  HeapClaim(List<PendingWrite<K, V>> writes) {
    this.writes = writes;
  }

  @Override
  public int shard() {
    return 0;
  }

  @Override
  public long token() {
    return 0;
  }

  @Override
  public List<PendingWrite<K, V>> writes() {
    return writes;
  }

  @Override
  public boolean stands() {
    return true;
  }
}
