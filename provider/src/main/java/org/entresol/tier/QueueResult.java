package org.entresol.tier;

import java.time.Duration;

/**
 * What became of one pending write that was claimed.
 *
 * @param write the write
 * @param fate what becomes of it
 * @param pause how long it is left alone, where it is to be tried again
 * @param error what went wrong, in words; empty where nothing did
 */
public record QueueResult(QueuedWrite write, Fate fate, Duration pause, String error) {

  /** What becomes of a pending write. */
  public enum Fate {
    /** It is done, so it is taken out of the queue, as is a dead letter of its key. */
    DONE,
    /** It stays and is tried again later. */
    RETRY,
    /** It was not tried, and stays as it is for a while. */
    WAIT,
    /**
     * It becomes the dead letter of its key; if there is no room for one more, it stays and is
     * tried again later.
     */
    BURY
  }
}
