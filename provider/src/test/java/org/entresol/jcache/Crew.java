package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import org.awaitility.Awaitility;

/** Threads for tests: none is waited for longer than {@link #LIMIT}. */
public final class Crew {
  /** How long a test waits for what must happen; far longer than it takes. */
  public static final Duration LIMIT = Duration.ofSeconds(20);

  private static final Set<Thread.State> WAITING =
      EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

  private Crew() {}

  /** What a task of the crew does; it may throw anything. */
  @FunctionalInterface
  public interface Job {
    /** Does it. */
    void run() throws Exception;
  }

  /** Starts a thread that computes something. */
  public static <T> Task<T> start(Callable<T> callable) {
    Task<T> task = new Task<>(new FutureTask<>(callable));
    task.thread.setDaemon(true);
    task.thread.start();
    return task;
  }

  /** Starts a thread that does something. */
  public static Task<Boolean> run(Job job) {
    return start(
        () -> {
          job.run();
          return true;
        });
  }

  /** Does something in another thread and fails if it takes longer than {@link #LIMIT}. */
  public static void promptly(Job job) {
    run(job).result();
  }

  /** Lets so many threads, numbered from 0, begin at the same moment, and awaits their results. */
  public static <T> List<T> race(int threads, IntFunction<Callable<T>> jobs) {
    CyclicBarrier line = new CyclicBarrier(threads);
    List<Task<T>> tasks = new ArrayList<>(threads);
    for (int i = 0; i < threads; i++) {
      Callable<T> job = jobs.apply(i);
      tasks.add(
          start(
              () -> {
                line.await();
                return job.call();
              }));
    }
    return tasks.stream().map(Task::result).toList();
  }

  /** Waits until something is so. */
  public static void until(Callable<Boolean> condition) {
    Awaitility.await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .atMost(LIMIT)
        .until(condition);
  }

  /** Waits for a latch. */
  public static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).as("latch opened").isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError("a test's thread was interrupted", e);
    }
  }

  /**
   * A running thread and its result.
   *
   * @param <T> the type of the result
   */
  public static final class Task<T> {
    private final FutureTask<T> future;
    private final Thread thread;

    private Task(FutureTask<T> future) {
      this.future = future;
      this.thread = new Thread(future, "test-crew");
    }

    /** The result; what the task threw, if it is unchecked, is thrown here. */
    public T result() {
      try {
        return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException runtime) {
          throw runtime;
        }
        if (e.getCause() instanceof Error error) {
          throw error;
        }
        throw new AssertionError("a task failed", e.getCause());
      } catch (TimeoutException e) {
        AssertionError stuck = new AssertionError("a task is stuck, see its stack");
        stuck.setStackTrace(thread.getStackTrace());
        throw stuck;
      } catch (InterruptedException e) {
        throw new AssertionError("a test's thread was interrupted", e);
      }
    }

    /** Interrupts the task's thread. */
    public void interrupt() {
      thread.interrupt();
    }

    /** Whether the task has ended. */
    public boolean isDone() {
      return future.isDone();
    }

    /** Whether it can get no further by itself. */
    public boolean isBlocked() {
      return WAITING.contains(thread.getState());
    }

    /** Waits until the task can get no further by itself. */
    public Task<T> awaitBlocked() {
      until(this::isBlocked);
      return this;
    }
  }
}
