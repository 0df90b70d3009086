package org.entresol.guard;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.entresol.guard.LoadLocks.Held;
import org.entresol.time.Durations;
import org.jspecify.annotations.Nullable;

/**
 * The order in which a caller loads many keys: those whose locks are free at once and together, the
 * others when it is their turn. It never waits for a lock with others in hand, so no two nodes that
 * load overlapping keys block each other. Thread-safe.
 *
 * @param <K> the type of keys
 */
public final class LoadTurns<K> {

  private final LoadLocks<K> locks;
  private final Duration patience;
  private final Durations waits;

  /**
   * Creates the order of one cache.
   *
   * @param patience how long one caller waits for locks
   * @param waits takes the waits for locks of others
   */
  public LoadTurns(LoadLocks<K> locks, Duration patience, Durations waits) {
    this.locks = locks;
    this.patience = patience;
    this.waits = waits;
  }

  /**
   * Works on all keys, under their locks; on those that are left when the patience is used up,
   * without.
   *
   * @param work is given some keys at a time, each once
   * @param inVain is told of a key whose lock was waited for in vain, and says whether that is
   *     enough; otherwise the key is worked on without its lock
   */
  public void each(Collection<K> keys, Consumer<Set<K>> work, Predicate<K> inVain) {
    long start = System.nanoTime();
    Set<K> left = new LinkedHashSet<>(keys);
    while (!left.isEmpty()) {
      Set<K> done = workOnFree(left, work);
      if (done.isEmpty()) {
        Duration rest = patience.minusNanos(System.nanoTime() - start);
        done = workOnNext(left.iterator().next(), rest, work);
      }
      if (done.isEmpty()) {
        left.removeIf(inVain);
        workUnguarded(left, work);
        return;
      }
      left.removeAll(done);
    }
  }

  private void workUnguarded(Set<K> keys, Consumer<Set<K>> work) {
    if (!keys.isEmpty()) {
      work.accept(keys);
    }
  }

  /** Works on the keys whose locks are free, for as long as it may; none is waited for. */
  public Set<K> workOnFree(Collection<K> keys, Consumer<Set<K>> work) {
    try (Held<K> right = locks.tryLockAll(keys)) {
      if (!right.keys().isEmpty()) {
        work.accept(right.keys());
      }
      return right.keys();
    }
  }

  private Set<K> workOnNext(K key, Duration wait, Consumer<Set<K>> work) {
    Set<K> one = Set.of(key);
    try (Held<K> right = wait.isNegative() ? null : await(key, wait)) {
      if (right == null) {
        return Set.of();
      }
      work.accept(one);
    }
    return one;
  }

  private @Nullable Held<K> await(K key, Duration wait) {
    long start = waits.start();
    try {
      return locks.lock(key, wait);
    } finally {
      waits.took(start);
    }
  }
}
