package org.entresol.store.near;

import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.entresol.guard.KeyLocks;
import org.entresol.store.ChangeListener;
import org.jspecify.annotations.Nullable;

/**
 * The changes of other nodes on their way to this node's listeners, each in its place among this
 * node's own changes of the key.
 *
 * <p>A step of this node holds its key's lock from before it is sent until it is settled; so what
 * comes after it in the tier waits here, and what came before it is {@linkplain #flush passed on}
 * first. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class RemoteChanges<K, V> {

  private final ChangeListener<K, V> listener;
  private final Executor executor;
  private final KeyLocks<K> locks;
  private final ConcurrentMap<K, Queue<Remote<V>>> waiting = new ConcurrentHashMap<>();

  private record Remote<V>(
      long sequence, Supplier<@Nullable V> before, Supplier<@Nullable V> after) {}

  /**
   * Creates the way to a listener.
   *
   * @param executor runs what tells it
   * @param locks the locks of keys among the threads of this node
   */
  RemoteChanges(ChangeListener<K, V> listener, Executor executor, KeyLocks<K> locks) {
    this.listener = listener;
    this.executor = executor;
    this.locks = locks;
  }

  boolean isSilent() {
    return listener.isSilent();
  }

  /**
   * Takes a change in, those of a key in their order.
   *
   * @param before makes the old value where there was one; called by another thread, since whoever
   *     hears of changes must not wait for what is needed to read them
   * @param after makes the new value likewise
   */
  public void add(K key, long sequence, Supplier<@Nullable V> before, Supplier<@Nullable V> after) {
    waiting.compute(
        key,
        (k, there) -> {
          Queue<Remote<V>> queue = (there == null) ? new ConcurrentLinkedQueue<>() : there;
          queue.add(new Remote<>(sequence, before, after));
          return queue;
        });
    executor.execute(
        () -> {
          locks.acquire(key);
          try {
            flush(key, Long.MAX_VALUE);
          } finally {
            locks.release(key);
          }
        });
  }

  /** Passes on what came before a sequence; the current thread has the key's lock. */
  void flush(K key, long sequence) {
    Queue<Remote<V>> queue = waiting.get(key);
    Remote<V> head = (queue == null) ? null : queue.peek();
    while (queue != null && head != null && head.sequence() < sequence) {
      queue.remove();
      listener.changed(key, head.before().get(), head.after().get());
      head = queue.peek();
    }
    waiting.computeIfPresent(key, (k, rest) -> rest.isEmpty() ? null : rest);
  }
}
