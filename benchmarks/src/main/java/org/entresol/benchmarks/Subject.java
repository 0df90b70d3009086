package org.entresol.benchmarks;

import org.jspecify.annotations.Nullable;

/** A cache under test; in one forked JVM there is one implementation, so that calls are inlined. */
interface Subject<V> extends AutoCloseable {

  /** Returns the value of the key, or null. */
  @Nullable V get(String key);

  /** Sets the value of the key. */
  void put(String key, V value);

  /** Ends the cache and everything that was started for it. */
  @Override
  void close();
}
