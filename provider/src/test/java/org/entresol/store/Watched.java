package org.entresol.store;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.entresol.jcache.Crew;
import org.entresol.jcache.Crew.Task;

/**
 * A thread of which it is not known beforehand whether it will have to wait.
 *
 * @param task what it does
 * @param thread the thread itself
 * @param <T> what the task comes to
 */
public record Watched<T>(Task<T> task, Thread thread) {

  private static final Set<Thread.State> STANDING =
      EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING, Thread.State.BLOCKED);

  /** Starts a thread that does the work. */
  public static <T> Watched<T> start(Callable<T> work) {
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    Task<T> task =
        Crew.start(
            () -> {
              thread.complete(Thread.currentThread());
              return work.call();
            });
    return new Watched<>(task, thread.join());
  }

  /** Starts a thread that does the work. */
  public static Watched<Boolean> run(Runnable work) {
    return start(
        () -> {
          work.run();
          return true;
        });
  }

  /** Waits until the thread is either done or waits for another. */
  public void awaitStandstill() {
    Crew.until(() -> task.isDone() || STANDING.contains(thread.getState()));
  }

  /** What the task came to. */
  public T result() {
    return task.result();
  }
}
