package org.entresol.tier;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pending writes of one cache in its tier: those that the source of record has not got yet.
 *
 * <p>They come in with the plans that are {@linkplain Plan#writtenBehind written behind}, in one
 * step with the entry; of each key only the last one counts. Of each partition one owner at a time
 * carries them out. Thread-safe; every method may throw a {@link TierException}.
 */
public interface ByteQueue {

  /**
   * Claims pending writes of some partitions: those that are due, the longest due first, and where
   * a partition's queue is half full those that will be due, too. A partition that another owner
   * has claimed, or that has nothing to be carried out, is left out.
   *
   * @param early whether to claim also those that only wait for later ones of their keys; those
   *     that pause after a failure are not claimed before their time in any case
   * @param most the most writes to claim with one command, so that it holds nobody up for long; a
   *     tier that needs several claims more
   * @param length after which the claim of a dead owner ends
   */
  List<QueueClaim> claim(
      Collection<Integer> partitions, Lease owner, boolean early, int most, Duration length);

  /**
   * Prolongs claims where they still stand.
   *
   * @return whether each still stands, in the order of the claims
   */
  List<Boolean> extend(List<QueueClaim> claims, Duration length);

  /**
   * Takes over what became of a claim's writes, and gives the claim back. Of a key that was written
   * anew since the claim the newer write stays, to be due after the usual delay. Failures are not
   * noted when the claim has ended meanwhile.
   *
   * @return whether the claim stood until now
   */
  boolean settle(QueueClaim claim, List<QueueResult> results);

  /** What the source has not got of some keys: pending writes, or else dead letters; or null. */
  List<@Nullable QueuedWrite> unwritten(List<byte[]> keys);

  /** How much there is of all partitions, in one call. */
  Backlog backlog();

  /** Some of the pending writes, for messages. */
  List<QueuedWrite> pending(int most);

  /** Some of the dead letters, the longest dead first within each partition. */
  List<DeadWrite> dead(int most);

  /**
   * Makes a dead letter a pending write again, due at once and with all its tries; one whose key
   * was written anew since is dropped.
   *
   * @return false when there was none, or no room for one more pending write
   */
  boolean replay(byte[] key);

  /**
   * Drops a dead letter.
   *
   * @return what was dropped; null if there was none
   */
  @Nullable DeadWrite drop(byte[] key);
}
