package org.entresol.tier;

import org.entresol.time.Clock;

/** The way to a kind of shared authority. Thread-safe. */
@FunctionalInterface
public interface TierFactory {

  /**
   * Joins those who share an authority.
   *
   * @param clock the clock of this process
   * @throws TierException if the authority is not there
   * @throws RuntimeException if it does not take the settings
   */
  TierNode open(TierSettings settings, Clock clock);
}
