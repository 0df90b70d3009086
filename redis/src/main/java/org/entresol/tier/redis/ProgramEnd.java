package org.entresol.tier.redis;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The end of a program that closes nothing: when none of its own threads is left, what keeps it
 * alive is closed. Redisson's timer would, and has no setting for it. Thread-safe.
 */
final class ProgramEnd {

  /** The timers of all clients, and the thread of the JVM that waits for the others. */
  private static final Pattern NOBODY = Pattern.compile("redisson-timer.*|DestroyJavaVM");

  private final Thread watch;

  /**
   * Begins to watch.
   *
   * @param closing closes what keeps the program alive
   */
  ProgramEnd(Runnable closing) {
    watch = new Thread(() -> await(closing), "entresol-end");
    watch.setDaemon(true);
    watch.start();
  }

  private static void await(Runnable closing) {
    try {
      for (Thread living = living(); living != null; living = living()) {
        living.join();
      }
    } catch (InterruptedException e) {
      return;
    }
    closing.run();
  }

  /** A thread that keeps the program alive; null for none. */
  private static @Nullable Thread living() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    Thread[] all = new Thread[Math.max(64, 2 * root.activeCount())];
    int count = root.enumerate(all);
    for (int i = 0; i < count; i++) {
      if (!all[i].isDaemon() && !NOBODY.matcher(all[i].getName()).matches()) {
        return all[i];
      }
    }
    return null;
  }

  /** Ends the watch. */
  void forget() {
    if (Thread.currentThread() != watch) {
      watch.interrupt();
    }
  }
}
