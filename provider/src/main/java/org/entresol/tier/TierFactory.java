package org.entresol.tier;

import org.entresol.Stack.Authority;
import org.entresol.time.Clock;

/**
 * The way to a kind of shared authority. Thread-safe.
 *
 * <p>The service loader finds it, so its class is public and has a constructor without parameters,
 * which reaches for nothing.
 */
public interface TierFactory {

  /** The authority that it leads to; one class path has one factory for each. */
  Authority authority();

  /**
   * Joins those who share an authority.
   *
   * @param clock the clock of this process
   * @throws TierException if the authority is not there; one that is {@linkplain
   *     TierException#isAway away} may be joined later
   * @throws RuntimeException if it does not take the settings
   */
  TierNode open(TierSettings settings, Clock clock);

  /**
   * How many partitions a cache has of which nothing is said, by the settings alone.
   *
   * @throws RuntimeException if the settings are not taken
   */
  int partitions(TierSettings settings);
}
