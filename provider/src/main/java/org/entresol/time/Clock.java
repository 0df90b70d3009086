package org.entresol.time;

/**
 * A monotonic source of nanoseconds since some fixed origin of its own.
 *
 * <p>Readings start near zero and are never negative, so that an instant can be compared with
 * {@code <} and {@link Long#MAX_VALUE} can stand for "never". Implementations are thread-safe.
 */
@FunctionalInterface
public interface Clock {

  /** The nanoseconds since this clock's origin; never less than an earlier reading. */
  long nanos();

  /**
   * About what {@link #nanos} said when it was last asked, by whomever: for who is asked often and
   * may be late, since asking the machine costs as much as finding an entry.
   *
   * @return a reading of this clock, not later than now
   */
  default long recent() {
    return nanos();
  }

  /**
   * What {@link #nanos} says, and {@link #recent} from then on: for who was woken because an
   * instant has come, and has those look who go by that.
   */
  default long strike() {
    return nanos();
  }

  /** A clock over {@link System#nanoTime()} that starts at zero now. */
  static Clock system() {
    return new SystemClock();
  }
}
