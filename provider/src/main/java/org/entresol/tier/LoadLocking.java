package org.entresol.tier;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * The facet of a tier that keeps load locks: they spare the source loads that others make already.
 * Thread-safe; every method may throw a {@link TierException}.
 */
public interface LoadLocking {

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

  /**
   * Gives load locks back, where they still stand, and wakes who waits. That may be a moment after
   * this returns; {@link ByteTier#close} waits for it, and the tier tells what fails by then.
   */
  void unlock(Collection<byte[]> keys, Lease owner);
}
