package org.entresol;

import static java.util.Objects.requireNonNull;

/**
 * What lets a source of record refuse writes of a node that no longer owns the part of the cache
 * they are from.
 *
 * <p>A source that keeps the greatest token it has seen of each shard, and refuses batches with a
 * smaller one, is never overwritten by a node that was paused in the middle of a batch. Immutable
 * and thread-safe.
 *
 * @param shard which part of which cache, such as {@code orders:3}; a key never changes its shard.
 *     Caches of one name in several namespaces have shards of the same names
 * @param token grows each time the right to write the shard passes on; the same for all batches of
 *     one owner
 */
public record WriteFence(String shard, long token) {

  /** A fence of that shard. */
  public WriteFence {
    requireNonNull(shard, "shard");
  }
}
