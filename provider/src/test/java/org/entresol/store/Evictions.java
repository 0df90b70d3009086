package org.entresol.store;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What a store has dropped by itself. Thread-safe. */
public final class Evictions<K> implements EvictionListener<K, String> {

  public final Queue<String> evicted = new ConcurrentLinkedQueue<>();
  public final Queue<String> expired = new ConcurrentLinkedQueue<>();

  @Override
  public void evicted(K key, Entry<String> entry) {
    evicted.add(key + "=" + entry.value());
  }

  @Override
  public void expired(K key, Entry<String> entry) {
    expired.add(key + "=" + entry.value());
  }
}
