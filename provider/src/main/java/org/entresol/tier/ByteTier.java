package org.entresol.tier;

import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Versioned bytes by key, shared by all nodes: what the author of a tier writes.
 *
 * <p>Keys lie in {@linkplain #partitions partitions}; each has a <i>sequence</i>, which every
 * change that others have to know of steps by one. A tier judges a {@link Plan} alone and in one
 * step. It knows nothing of types, codecs or of {@code javax.cache}. Thread-safe; every method may
 * throw a {@link TierException}.
 */
public interface ByteTier extends AutoCloseable {

  /** The number of partitions, the same for all nodes. */
  int partitions();

  /** The partition of a key, from 0 on. */
  int partitionOf(byte[] key);

  /** Looks one key up. */
  Found read(byte[] key);

  /** Looks keys up, in few round trips; the answers are in the order of the keys. */
  List<Found> readAll(List<byte[]> keys);

  /** Carries one plan out, in one round trip. */
  default Outcome attempt(Plan plan) {
    return attemptAll(List.of(plan)).get(0);
  }

  /**
   * Carries plans out, each atomic by itself, in few round trips; the answers are in the order of
   * the plans.
   */
  List<Outcome> attemptAll(List<Plan> plans);

  /**
   * Asks for the leases of keys and reads them in the same step; the answers are in the order of
   * the keys. A lease ends with the plan that goes by it, or {@code length} after it was last
   * {@linkplain #extend extended}.
   */
  List<Leased> lease(List<byte[]> keys, Lease lease, Duration length);

  /** Prolongs a lease of some keys, where it still stands. */
  void extend(Collection<byte[]> keys, Lease lease, Duration length);

  /**
   * Leaves load tickets beside keys, and beside those of other loads, and looks the keys up in the
   * same step. Every change of a key takes its tickets away, that by a load, too; forgotten ones
   * end by themselves after {@code length}.
   *
   * @param tickets the number of the ticket of each key, none of them 0
   * @return what there is of each key, in their order
   */
  List<Found> leaveTickets(List<byte[]> keys, List<Long> tickets, Duration length);

  /** Takes tickets away that still stand. */
  void takeTickets(List<byte[]> keys, List<Long> tickets);

  /**
   * Takes the load locks of keys that are free now; {@code length} is that of {@link #lock}.
   *
   * @return whether each was taken, in the order of the keys
   */
  List<Boolean> tryLocks(List<byte[]> keys, Lease owner, Duration length);

  /**
   * Waits for the load lock of a key. A lock guards against loading twice and nothing else: what a
   * load stores is judged by its ticket.
   *
   * @param wait how long to wait for whoever has it
   * @param length after which the lock of a dead owner ends
   * @return whether it was taken
   */
  boolean lock(byte[] key, Lease owner, Duration wait, Duration length);

  /** Prolongs the load locks of an owner, where they still stand. */
  void extendLocks(Collection<byte[]> keys, Lease owner, Duration length);

  /** Gives load locks back, where they still stand, and wakes who waits. */
  void unlock(Collection<byte[]> keys, Lease owner);

  /** The writes that the source of record has not got yet. */
  ByteQueue queue();

  /** The keys there are, in batches; weakly consistent, and some may be gone already. */
  Iterator<List<byte[]>> scan();

  /** Drops all entries, in a time that does not depend on their number. */
  void clear();

  /** The sequences of all partitions, in one call. */
  long[] sequences();

  /** The tier's own clock now, in milliseconds, as this node estimates it. */
  long millis();

  /** Names who hears of announced changes, this node's own among them, and of time. */
  void listen(TierListener listener);

  /** Removes everything that lies in the tier for this cache. */
  void destroy();

  /** Lets go of everything in this JVM; entries stay. */
  @Override
  void close();

  /** The client below, if it is of the given type; null otherwise. */
  <T> @Nullable T unwrap(Class<T> type);
}
