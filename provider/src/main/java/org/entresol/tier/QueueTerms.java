package org.entresol.tier;

import java.time.Duration;

/**
 * How a tier keeps the pending writes of a cache.
 *
 * @param delay how long a write waits for later ones of its key before it is due
 * @param most the most pending writes, and also the most dead letters, of all partitions together;
 *     each partition has an equal share of it, and room for one in any case
 */
public record QueueTerms(Duration delay, int most) {

  /** The terms of a cache that writes nothing behind. */
  public static final QueueTerms NONE = new QueueTerms(Duration.ZERO, Integer.MAX_VALUE);
}
