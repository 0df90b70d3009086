package org.entresol.tier;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.entresol.fault.Traces;
import org.entresol.time.Clock;

/**
 * The steady beat of a {@link TierNode}, and its threads in the background: five times a second
 * those who listen to its tiers are told that time has passed, and once a second that it is time to
 * repair. What goes wrong for one is not the others' matter. Thread-safe.
 */
public final class Pulse implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Pulse.class.getName());

  /** The tick, the repair and a task of the node may each have to wait for the authority. */
  private static final int THREADS = 3;

  private static final long TICK_MILLIS = 200;
  private static final long REPAIR_MILLIS = 1000;

  private final ScheduledThreadPoolExecutor executor;
  private final Traces traces;

  /**
   * Creates a pulse that does not beat yet.
   *
   * @param name what its threads are called
   */
  public Pulse(String name, Clock clock) {
    this.executor = new ScheduledThreadPoolExecutor(THREADS, task -> thread(task, name));
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    this.traces = new Traces(clock);
  }

  private static Thread thread(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Begins to beat.
   *
   * @param listeners who is told, asked each time
   * @param renewals what the node itself renews once a second, before listeners repair; asked each
   *     time, and what fails of it keeps nothing else from it
   */
  public void begin(
      Supplier<Collection<TierListener>> listeners, Supplier<List<Runnable>> renewals) {
    every(TICK_MILLIS, () -> tell(listeners.get(), TierListener::tick));
    every(
        REPAIR_MILLIS,
        () -> {
          renewals.get().forEach(this::run);
          tell(listeners.get(), TierListener::repair);
        });
  }

  private void every(long millis, Runnable task) {
    // It ends with the executor.
    ScheduledFuture<?> unused =
        executor.scheduleWithFixedDelay(() -> run(task), millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Tells listeners, in the current thread. */
  public void tell(Collection<TierListener> listeners, Consumer<TierListener> news) {
    for (TierListener listener : listeners) {
      run(() -> news.accept(listener));
    }
  }

  /** Runs something soon in the background, or not at all when the node closes. */
  public void background(Runnable task) {
    try {
      executor.execute(() -> run(task));
    } catch (RejectedExecutionException e) {
      LOG.log(Level.DEBUG, "The node closes, so a task of the background is left out", e);
    }
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      // An executor would drop a task that threw, and nobody would tick any more.
      boolean away = e instanceof TierException failure && failure.isAway();
      boolean told = !away && !executor.isShutdown() && traces.isDue(e);
      LOG.log(
          told ? Level.WARNING : Level.DEBUG,
          "A task of the background failed, and will be tried again",
          e);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
