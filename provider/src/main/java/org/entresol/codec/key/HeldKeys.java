package org.entresol.codec.key;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The keys that are in use on this node, by their bytes, for those whose bytes do not say all that
 * decides about their equality: what is read of them would not be found among keys of the program.
 *
 * <p>A key is kept no longer than anybody else keeps it. Thread-safe.
 */
final class HeldKeys<K> {

  private final ConcurrentMap<ByteBuffer, Held<K>> held = new ConcurrentHashMap<>();
  private final ReferenceQueue<K> gone = new ReferenceQueue<>();

  private static final class Held<K> extends WeakReference<K> {
    private final ByteBuffer name;

    Held(ByteBuffer name, K key, ReferenceQueue<K> gone) {
      super(key, gone);
      this.name = name;
    }
  }

  /** The one instance of a key that is in use: the argument if none is. */
  K hold(byte[] bytes, K key) {
    forgetTheGone();
    ByteBuffer name = ByteBuffer.wrap(bytes);
    Held<K> one =
        held.compute(
            name,
            (n, there) ->
                (there != null && there.get() != null) ? there : new Held<>(n, key, gone));
    K alive = one.get();
    // It may go right now; then the argument takes its place, which cannot go meanwhile.
    return alive != null ? alive : hold(bytes, key);
  }

  /** The key that is in use, or null when none is. */
  @Nullable K of(byte[] bytes) {
    Held<K> one = held.isEmpty() ? null : held.get(ByteBuffer.wrap(bytes));
    return one == null ? null : one.get();
  }

  @SuppressWarnings("unchecked") // nothing else is queued
  private void forgetTheGone() {
    for (Held<K> one = (Held<K>) gone.poll(); one != null; one = (Held<K>) gone.poll()) {
      held.remove(one.name, one);
    }
  }
}
