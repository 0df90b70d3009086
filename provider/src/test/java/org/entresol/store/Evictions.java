package org.entresol.store;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What a store has dropped by itself. Thread-safe. */
final class Evictions<K> implements EvictionListener<K, String> {

  final Queue<String> evicted = new ConcurrentLinkedQueue<>();
  final Queue<String> expired = new ConcurrentLinkedQueue<>();

  @Override
  public void evicted(K key, Entry<String> entry) {
    evicted.add(key + "=" + entry.value());
  }

  @Override
  public void expired(K key, Entry<String> entry) {
    expired.add(key + "=" + entry.value());
  }
}
