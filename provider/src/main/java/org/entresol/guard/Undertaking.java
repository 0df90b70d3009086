package org.entresol.guard;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one thread is about, such as the making of a cache, and others wait for the end of.
 * Thread-safe.
 */
public final class Undertaking implements Awaited {
  private final Thread doer = Thread.currentThread();
  private final CountDownLatch over = new CountDownLatch(1);

  /** Begins an undertaking of the current thread. */
  public Undertaking() {}

  /** Whether it is the current thread's, which would wait for itself. */
  public boolean isMine() {
    return doer == Thread.currentThread();
  }

  /** The name of the thread whose it is. */
  public String doer() {
    return doer.getName();
  }

  /** Lets go on who waits; from now on nobody waits any more. */
  public void end() {
    over.countDown();
  }

  /**
   * Waits for the end.
   *
   * @param limit how long at most
   * @return whether it has ended
   * @throws DeadlockException if the wait could never end
   */
  public boolean await(Duration limit) throws InterruptedException {
    if (owner() == null) {
      return true;
    }
    if (!Waits.enter(this)) {
      throw new DeadlockException(
          "waiting for thread '"
              + doer()
              + "' would never end: it waits for what this thread is about");
    }
    try {
      return over.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    } finally {
      Waits.leave();
    }
  }

  @Override
  public @Nullable Thread owner() {
    return over.getCount() == 0 ? null : doer;
  }
}
