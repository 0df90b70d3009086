package org.entresol.queue;

import java.util.List;

/**
 * The right to carry out some pending writes, all of one shard of the cache.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public interface Claim<K, V> {

  /** The shard, numbered from 0 on. */
  int shard();

  /** The fencing token: a number that grows each time the right to the shard passes on. */
  long token();

  /** The writes, no two of one key. */
  List<PendingWrite<K, V>> writes();

  /** Whether the right still stands, as far as this node knows without asking anybody. */
  boolean stands();
}
