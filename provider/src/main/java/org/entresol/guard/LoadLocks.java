package org.entresol.guard;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The right to load keys, so that a source is not asked twice. It guards the source and not the
 * cache: what a load may store is judged by its {@link Ticket}. Thread-safe.
 *
 * @param <K> the type of keys
 */
public interface LoadLocks<K> {

  /**
   * Waits for the right to load a key.
   *
   * @param wait how long to wait for whoever has it; zero for not at all
   * @return null if somebody still has it then
   */
  @Nullable Held<K> lock(K key, Duration wait);

  /** Takes the right to load those keys that nobody has, without waiting. */
  Held<K> tryLockAll(Collection<K> keys);

  /**
   * The right to load some keys, until it is closed.
   *
   * @param <K> the type of keys
   */
  interface Held<K> extends AutoCloseable {

    /** The keys. */
    Set<K> keys();

    @Override
    void close();
  }

  /** The right to load that everybody has, where nobody else could load. */
  static <K> LoadLocks<K> none() {
    return new LoadLocks<>() {
      @Override
      public Held<K> lock(K key, Duration wait) {
        return new Free<>(Set.of(key));
      }

      @Override
      public Held<K> tryLockAll(Collection<K> keys) {
        return new Free<>(Set.copyOf(keys));
      }
    };
  }

  /**
   * What nobody has to give back.
   *
   * @param keys the keys
   * @param <K> the type of keys
   */
  record Free<K>(Set<K> keys) implements Held<K> {

    @Override
    public void close() {
      // There is nothing that another could be waiting for.
    }
  }
}
