package org.entresol.event;

import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
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

  KeyedExecutor(Executor executor) {
    this.executor = executor;
  }

  /** Adds a task behind those of the same key. Tasks must not throw. */
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
    Runnable task = next(key);
    while (task != null) {
      task.run();
      task = next(key);
    }
  }

  /** The next task of a key; with the last one gone the key goes too. */
  private @Nullable Runnable next(K key) {
    Queue<Runnable> queue = tasks.computeIfPresent(key, (k, q) -> q.isEmpty() ? null : q);
    return (queue == null) ? null : queue.poll();
  }
}
