package org.entresol.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The wait-for graph of this JVM: which thread waits for which {@link Awaited}.
 *
 * <p>User code that holds one key may call any cache for another key, so two threads can come to
 * wait for each other. A thread enters its wait here and looks for a cycle; of the threads that
 * close one the last to enter sees it, and gives way instead of waiting for ever. The graph is
 * shared by all caches because a cycle may run through several.
 */
final class Waits {

  private static final Map<Thread, Awaited> WAITING = new ConcurrentHashMap<>();

  private Waits() {}

  /**
   * Enters the current thread as waiting for {@code target}.
   *
   * @return false when that wait could never end; the thread is then not entered
   */
  static boolean enter(Awaited target) {
    Thread self = Thread.currentThread();
    // One at a time, so that of those who close a cycle together only the last one sees it.
    synchronized (WAITING) {
      WAITING.put(self, target);
      List<Thread> cycle = cycleOf(self);
      // The threads of a true cycle are all blocked, so a second look sees the same ones; a chain
      // that was read while somebody moved on does not come out twice.
      if (cycle.isEmpty() || !cycle.equals(cycleOf(self))) {
        return true;
      }
      WAITING.remove(self);
      return false;
    }
  }

  /** Ends the wait that the current thread entered. */
  static void leave() {
    WAITING.remove(Thread.currentThread());
  }

  private static List<Thread> cycleOf(Thread self) {
    List<Thread> chain = new ArrayList<>();
    @Nullable Thread thread = self;
    while (thread != null && !chain.contains(thread)) {
      chain.add(thread);
      Awaited target = WAITING.get(thread);
      thread = (target == null) ? null : target.owner();
    }
    return (thread == self) ? chain : List.of();
  }
}
