package org.entresol.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** Waiting for what another process does. */
final class Waits {
  private static final Duration STEP = Duration.ofMillis(20);

  private Waits() {}

  /** Asks again and again; an answer that throws is no answer yet. */
  static void until(String what, Duration atMost, Callable<Boolean> condition) {
    Awaitility.await(what)
        .atMost(atMost)
        .pollDelay(Duration.ZERO)
        .pollInterval(STEP)
        .ignoreExceptions()
        .until(condition);
  }

  /** What a blocking call returns; an interrupt ends it and stays set. */
  static <T> T interruptibly(Blocking<T> call) {
    try {
      return call.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a process", e);
    }
  }

  /** Waits until a thread has ended. */
  static void untilEnded(Thread thread, Duration atMost) {
    boolean ended =
        interruptibly(
            () -> {
              thread.join(atMost.toMillis());
              return !thread.isAlive();
            });
    if (!ended) {
      throw new IllegalStateException(thread + " runs after " + atMost);
    }
  }

  /** A call that waits. */
  @FunctionalInterface
  interface Blocking<T> {
    T await() throws InterruptedException;
  }
}
