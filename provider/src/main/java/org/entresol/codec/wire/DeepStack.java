package org.entresol.codec.wire;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A stack for objects that are deeper than that of a thread of the application may bear: a thread
 * of its own for as long as it takes. There are few at a time, whatever is read. Stateless.
 */
final class DeepStack {

  /** Several times of what the deepest objects take without a compiler. */
  private static final long SIZE = 128L << 20;

  private static final Semaphore ROOM = new Semaphore(2);

  private DeepStack() {}

  /** A thread whose stack is deep. */
  private static final class Deep<T> extends Thread {
    private final Supplier<T> work;
    private @Nullable T result;
    private @Nullable Throwable thrown;

    Deep(Supplier<T> work) {
      super(null, null, "entresol-deep", SIZE);
      this.work = work;
      setDaemon(true);
    }

    @Override
    public void run() {
      try {
        result = work.get();
      } catch (RuntimeException | Error e) {
        thrown = e;
      }
    }
  }

  /** Whether the current thread has a deep stack. */
  static boolean isHere() {
    return Thread.currentThread() instanceof Deep;
  }

  /**
   * Does something with a deep stack, while the caller waits; interrupts do not end the wait.
   *
   * @throws RuntimeException what the work throws
   */
  static <T> T call(Supplier<T> work) {
    Deep<T> thread = new Deep<>(work);
    ROOM.acquireUninterruptibly();
    try {
      thread.start();
      join(thread);
    } finally {
      ROOM.release();
    }
    if (thread.thrown instanceof Error error) {
      throw error;
    }
    if (thread.thrown instanceof RuntimeException failure) {
      throw failure;
    }
    return requireNonNull(thread.result);
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
