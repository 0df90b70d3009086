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

  /** A clock over {@link System#nanoTime()} that starts at zero now. */
  static Clock system() {
    long origin = System.nanoTime();
    return () -> System.nanoTime() - origin;
  }
}
