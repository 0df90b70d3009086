package org.entresol.codec.wire;

import java.lang.ref.SoftReference;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Objects that are dear to make, each used by one thread at a time and kept softly until the next
 * wants one. The one that was given back last is at hand without a lock. What is not given back is
 * made anew. Thread-safe.
 *
 * @param <T> the type of the objects
 */
final class Spares<T> {

  private static final int MOST = 2 * Runtime.getRuntime().availableProcessors();

  private final Supplier<T> maker;
  private final AtomicReference<@Nullable Spare<T>> last = new AtomicReference<>();
  private final Queue<Spare<T>> others = new ArrayBlockingQueue<>(MOST);

  /** Creates a store that has none yet, and makes those that are missing so. */
  Spares(Supplier<T> maker) {
    this.maker = maker;
  }

  /** An object in use, or one that waits to be used again. Belongs to one thread at a time. */
  static final class Spare<T> {
    private final SoftReference<T> kept;
    private @Nullable T used;

    private Spare(T object) {
      this.kept = new SoftReference<>(object);
      this.used = object;
    }

    /**
     * The object.
     *
     * @throws IllegalStateException if it was given back
     */
    T object() {
      T object = used;
      if (object == null) {
        throw new IllegalStateException("it was given back");
      }
      return object;
    }
  }

  /** One for the current thread. */
  Spare<T> take() {
    Spare<T> spare = last.getAndSet(null);
    if (spare == null) {
      spare = others.poll();
    }
    T object = (spare == null) ? null : spare.kept.get();
    if (spare == null || object == null) {
      return new Spare<>(maker.get());
    }
    spare.used = object;
    return spare;
  }

  /** Gives one back that is fit for use again. */
  void giveBack(Spare<T> spare) {
    spare.used = null;
    if (!last.compareAndSet(null, spare)) {
      // Where there are enough, it goes.
      boolean unused = others.offer(spare);
    }
  }
}
