package org.entresol.store.heap;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.entresol.guard.KeyLocks;
import org.entresol.store.Entry;
import org.entresol.store.Holds;
import org.entresol.store.Transition;
import org.jspecify.annotations.Nullable;

/** The lock of one key in the heap with what was found under it. Belongs to one thread. */
final class HeapHold<K, V> implements Holds<K, V> {

  private final K key;
  private final HeapMap<K, V> entries;
  private final HeapSteps<K, V> steps;
  private final KeyLocks<K> locks;
  private final @Nullable Entry<V> entry;

  /**
   * Reads what is held under a key that was just locked: inside {@code compute}, so that a step
   * that did not yet see the lock is over.
   */
  HeapHold(K key, HeapMap<K, V> entries, HeapSteps<K, V> steps, KeyLocks<K> locks) {
    this.key = key;
    this.entries = entries;
    this.steps = steps;
    this.locks = locks;
    this.entry = entries.compute(key, (k, current) -> current);
  }

  @Override
  public Set<K> keys() {
    return Set.of(key);
  }

  @Override
  public @Nullable Entry<V> entry(K held) {
    return entry;
  }

  @Override
  public <T extends Transition<K, V>> List<T> commitAll(Collection<T> transitions) {
    transitions.forEach(transition -> steps.makeHeld(transition, entry));
    return List.of();
  }

  @Override
  public void drop(Collection<K> keys) {
    keys.forEach(entries::remove);
  }

  /** A lock of this JVM is not lost. */
  @Override
  public boolean isLost(K held) {
    return false;
  }

  @Override
  public void close() {
    locks.release(key);
  }
}
