package org.entresol.tier.redis;

import java.time.Duration;
import org.entresol.time.Clock;
import org.entresol.time.Reminder;
import org.jspecify.annotations.Nullable;

/**
 * The forgetting of what was recalled long ago in one cache: when its entries are unlinked, and no
 * load of that time can be under way. Whoever recalls does it. Thread-safe.
 */
final class OldRecalls {

  /** Longer than a load ticket stands. */
  static final Duration PAUSE = Duration.ofMinutes(10);

  private final Sequences sequences;
  private final Runnable sweep;
  private final Reminder due;

  /** The sequences of the recall that is the next to be forgotten, with all before it; or null. */
  private long @Nullable [] until;

  /**
   * Creates the watch over one cache.
   *
   * @param sweep unlinks what was recalled
   */
  OldRecalls(Sequences sequences, Runnable sweep, Clock clock) {
    this.sequences = sequences;
    this.sweep = sweep;
    this.due = new Reminder(PAUSE, clock);
  }

  /**
   * Whether it is time to {@linkplain #forget forget} something.
   *
   * @param at the sequences at which tags were recalled just now
   * @return what is to be forgotten; null for nothing
   */
  synchronized long @Nullable [] due(long[] at) {
    if (!due.isDue()) {
      return null;
    }
    long[] old = until;
    until = at;
    return old;
  }

  /** Unlinks what was recalled until then, and forgets it. */
  void forget(long[] old) {
    sweep.run();
    sequences.trim(old);
  }
}
