package org.entresol.tier;

import java.time.Duration;

/**
 * A task that one of those who share an authority has at a time, known there by a name: who holds
 * it does the task, and another takes it over within a lease when the holder is gone. Thread-safe.
 */
public interface Leadership {

  /**
   * Takes the lead if it is free, or prolongs it if this node holds it.
   *
   * @param lease how long it is held from now on; the clock is the authority's
   * @return the number that tells this tenure from all others, and is the same as long as it was
   *     prolonged in time; 0 if another node holds the lead
   * @throws TierException if the authority does not answer: the lead may be held or not
   */
  long hold(Duration lease);

  /**
   * Gives the lead back, if this node holds it.
   *
   * @throws TierException if the authority does not answer; it ends with its lease then
   */
  void leave();
}
