package org.entresol.event;

import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An executor that runs the tasks of one key one after the other, in the order they came, and those
 * of different keys side by side. Thread-safe.
 *
 * @param <K> the type of keys
 */
final class KeyedExecutor<K> {

  private final Executor executor;

  /** The tasks that wait, by key; a key is absent when none of its tasks waits or runs. */
  private final ConcurrentMap<K, Queue<Runnable>> tasks = new ConcurrentHashMap<>();

  /** The threads that run tasks now. */
  private final Set<Thread> draining = ConcurrentHashMap.newKeySet();

  private final Lock lock = new ReentrantLock();
  private final Condition keyDone = lock.newCondition();

  KeyedExecutor(Executor executor) {
    this.executor = executor;
  }

  /** Adds a task behind those of the same key. */
  void execute(K key, Runnable task) {
    tasks.compute(
        key,
        (k, present) -> {
          Queue<Runnable> queue = (present == null) ? new ConcurrentLinkedQueue<>() : present;
          queue.add(task);
          if (present == null) {
            executor.execute(() -> drain(k));
          }
          return queue;
        });
  }

  private void drain(K key) {
    draining.add(Thread.currentThread());
    try {
      Runnable task = next(key);
      while (task != null) {
        task.run();
        task = next(key);
      }
    } finally {
      draining.remove(Thread.currentThread());
      lock.lock();
      try {
        keyDone.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /** The next task of a key; with the last one gone the key goes too. */
  private @Nullable Runnable next(K key) {
    Queue<Runnable> queue = tasks.computeIfPresent(key, (k, q) -> q.isEmpty() ? null : q);
    return (queue == null) ? null : queue.poll();
  }

  /**
   * Waits until nothing is left to run, at most for {@code limit}; an interrupt ends the wait too.
   * A task that asks for it does not wait for itself.
   */
  void awaitIdle(Duration limit) {
    if (draining.contains(Thread.currentThread())) {
      return;
    }
    long left = limit.toNanos();
    lock.lock();
    try {
      while (!tasks.isEmpty() && left > 0) {
        left = keyDone.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
