package org.entresol.store.heap;

import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.entresol.store.Entry;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a heap, each read as any reader does, so that Caffeine knows of it. Weakly
 * consistent; belongs to one thread.
 */
final class HeapScan<K, V> implements Iterator<Map.Entry<K, Entry<V>>> {

  private final HeapMap<K, V> entries;
  private final Iterator<K> keys;
  private Map.@Nullable Entry<K, Entry<V>> next;

  HeapScan(HeapMap<K, V> entries) {
    this.entries = entries;
    this.keys = entries.keys();
  }

  @Override
  public boolean hasNext() {
    while (next == null && keys.hasNext()) {
      K key = keys.next();
      Entry<V> entry = entries.read(key);
      if (entry != null) {
        next = Map.entry(key, entry);
      }
    }
    return next != null;
  }

  @Override
  public Map.Entry<K, Entry<V>> next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    Map.Entry<K, Entry<V>> due = next;
    next = null;
    return due;
  }
}
