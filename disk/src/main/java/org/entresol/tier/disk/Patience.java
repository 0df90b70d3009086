package org.entresol.tier.disk;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits that are bounded by themselves, so that an interrupt does not end them; it is kept for
 * later. Stateless.
 */
final class Patience {

  private Patience() {}

  /** Waits for a lock, so many nanoseconds at most. */
  static boolean lock(Lock lock, long nanos) {
    if (lock.tryLock()) {
      return true;
    }
    long deadline = System.nanoTime() + nanos;
    boolean interrupted = false;
    boolean taken = false;
    try {
      for (long rest = nanos; !taken && rest > 0; rest = deadline - System.nanoTime()) {
        try {
          taken = lock.tryLock(rest, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return taken;
  }

  /** Lets some nanoseconds pass. */
  static void pause(long nanos) {
    boolean interrupted = Thread.interrupted();
    LockSupport.parkNanos(nanos);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
