package org.entresol.jcache;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An executor that knows which of its tasks have not ended yet, so that a cache can let its own
 * finish before it closes what they use. Thread-safe.
 */
final class TrackedExecutor implements Executor {

  private final Executor executor;
  private final Set<Thread> running = ConcurrentHashMap.newKeySet();
  private final Lock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();

  /** Tasks that wait or run; guarded by the lock. */
  private int pending;

  TrackedExecutor(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void execute(Runnable task) {
    count(1);
    try {
      executor.execute(() -> run(task));
    } catch (RuntimeException | Error e) {
      count(-1);
      throw e;
    }
  }

  private void run(Runnable task) {
    running.add(Thread.currentThread());
    try {
      task.run();
    } finally {
      running.remove(Thread.currentThread());
      count(-1);
    }
  }

  private void count(int change) {
    lock.lock();
    try {
      pending += change;
      if (pending == 0) {
        idle.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until no task waits or runs, at most for {@code limit}; an interrupt ends the wait too. A
   * task that asks for it does not wait for itself.
   */
  void awaitIdle(Duration limit) {
    if (running.contains(Thread.currentThread())) {
      return;
    }
    long left = limit.toNanos();
    lock.lock();
    try {
      while (pending > 0 && left > 0) {
        left = idle.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
