package org.entresol.tier.redis;

import java.time.Duration;
import java.util.function.LongSupplier;
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

  /** More than this node can be wrong about the time of Redis. */
  private static final long MARGIN_MILLIS = Duration.ofMinutes(1).toMillis();

  private final Sequences sequences;
  private final Runnable sweep;
  private final LongSupplier useless;
  private final Reminder due;

  /** The sequences of the recall that is the next to be forgotten, with all before it; or null. */
  private long @Nullable [] until;

  /**
   * Creates the watch over one cache.
   *
   * @param sweep unlinks what was recalled
   * @param useless the instant of Redis until which entries have expired that are of no use now
   */
  OldRecalls(Sequences sequences, Runnable sweep, LongSupplier useless, Clock clock) {
    this.sequences = sequences;
    this.sweep = sweep;
    this.useless = useless;
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
    long last = useless.getAsLong() - MARGIN_MILLIS;
    sweep.run();
    sequences.trim(old, last);
  }
}
