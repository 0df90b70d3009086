package org.entresol.jcache;

import java.time.Duration;
import javax.cache.CacheException;
import org.entresol.guard.DeadlockException;
import org.entresol.guard.Undertaking;

/** The moment up to which one call waits for other threads, through all that it waits for. */
final class Deadline {
  private final Duration limit;
  private final long end;

  private Deadline(Duration limit) {
    this.limit = limit;
    this.end = System.nanoTime() + limit.toNanos();
  }

  /** The deadline that is so far off. */
  static Deadline in(Duration limit) {
    return new Deadline(limit);
  }

  /**
   * Waits for the end of another thread's undertaking.
   *
   * @param what what that thread is about, for a message
   * @throws CacheException if it has not ended in time, or the current thread is interrupted, which
   *     it then still is
   * @throws DeadlockException if that thread waits for the current one
   */
  void await(String what, Undertaking under) {
    try {
      if (!under.await(Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
        throw new CacheException(
            "%s by thread '%s', which was not done after %d ms"
                .formatted(what, under.doer(), limit.toMillis()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CacheException(what + ", and this thread was interrupted in waiting for it", e);
    }
  }
}
