package org.entresol.benchmarks;

import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A cache in Redis under test. What a method returns shows that it has done its work. */
interface RedisSubject<V> extends AutoCloseable {

  /** Returns what is stored under a stored key. */
  Object get(String key);

  /** Sets the value of the key, and returns it. */
  V put(String key, V value);

  /** Returns what is stored under stored keys, by key. */
  Map<String, ?> getAll(Set<String> keys);

  /** Sets the values of keys. */
  void putAll(Map<String, V> entries);

  /** Stores a key unless it is there, removes it, and returns whether both were done. */
  Object claim(String key, V value);

  /** Reads a stored key, changes its value and writes it back, and returns the change's proof. */
  Object invoke(String key, UnaryOperator<V> change);

  /** Removes everything that was stored, and ends what was started. */
  @Override
  void close();
}
