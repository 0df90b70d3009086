package org.entresol.engine.load;

import java.util.concurrent.Executor;

/** The threads that load for others. Thread-safe. */
final class LoadThreads {

  private static final ThreadLocal<Boolean> CURRENT = ThreadLocal.withInitial(() -> false);

  private LoadThreads() {}

  /** Whether the current thread loads for another one. */
  static boolean isCurrent() {
    return CURRENT.get();
  }

  /** An executor whose tasks know that they are run by such threads. */
  static Executor marking(Executor executor) {
    return task -> executor.execute(() -> run(task));
  }

  private static void run(Runnable task) {
    CURRENT.set(true);
    try {
      task.run();
    } finally {
      CURRENT.remove();
    }
  }
}
