package org.entresol.store.tiered;

import java.util.concurrent.TimeUnit;
import org.entresol.tier.Lifetimes;

/** The lengths of entries' lives, from nanoseconds here to milliseconds of a tier. Stateless. */
final class Lengths {

  private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private Lengths() {}

  /** The lives that this node counts in nanoseconds, as a tier counts them. */
  static Lifetimes inMillis(Lifetimes nanos) {
    return new Lifetimes(millis(nanos.creation()), millis(nanos.update()), millis(nanos.access()));
  }

  /** The same length whatever is done. */
  static Lifetimes all(long nanos) {
    return Lifetimes.of(millis(nanos));
  }

  /** Whatever is left of a millisecond counts as one, so that a short life is not none. */
  private static long millis(long nanos) {
    if (nanos == Lifetimes.ETERNAL) {
      return Lifetimes.ETERNAL;
    }
    if (nanos < 0) {
      return Lifetimes.UNCHANGED;
    }
    return nanos / NANOS_PER_MILLI + (nanos % NANOS_PER_MILLI == 0 ? 0 : 1);
  }

  /** The lives that a tier counts in milliseconds, as this node counts them. */
  static Lifetimes inNanos(Lifetimes millis) {
    return new Lifetimes(nanos(millis.creation()), nanos(millis.update()), nanos(millis.access()));
  }

  private static long nanos(long life) {
    return (life == Lifetimes.ETERNAL || life == Lifetimes.UNCHANGED) ? life : toNanos(life);
  }

  static long toNanos(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
