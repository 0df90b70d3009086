package org.entresol.tier.redis;

import org.entresol.tier.QueueTerms;

/**
 * What a partition has to know of the terms of pending writes.
 *
 * @param delay how many milliseconds one waits for later ones of its key
 * @param most how many there may be, and how many dead letters
 */
record PendingRoom(long delay, int most) {

  /** The share of one of several partitions. */
  static PendingRoom of(QueueTerms terms, int partitions) {
    return new PendingRoom(terms.delay().toMillis(), Math.max(1, terms.most() / partitions));
  }
}
