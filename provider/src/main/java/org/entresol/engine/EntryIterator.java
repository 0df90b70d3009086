package org.entresol.engine;

import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.entresol.store.Entry;
import org.entresol.store.EntryStore;
import org.jspecify.annotations.Nullable;

/**
 * The present entries of a cache, one after the other; each counts as an access when it is handed
 * out. Weakly consistent: safe beside writers, who may or may not be seen. Belongs to one thread.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class EntryIterator<K, V> implements Iterator<Map.Entry<K, V>> {

  private final Iterator<Map.Entry<K, Entry<V>>> scan;
  private final EntryStore<K, V> store;
  private final Terms<K, V> terms;
  private final Values<K, V> values;
  private final Reads<K, V> reads;
  private final Writes<K, V> writes;
  private Map.@Nullable Entry<K, Entry<V>> next;
  private @Nullable K removable;

  EntryIterator(
      EntryStore<K, V> store,
      Terms<K, V> terms,
      Values<K, V> values,
      Reads<K, V> reads,
      Writes<K, V> writes) {
    this.scan = store.scan();
    this.store = store;
    this.terms = terms;
    this.values = values;
    this.reads = reads;
    this.writes = writes;
  }

  @Override
  public boolean hasNext() {
    while (next == null && scan.hasNext()) {
      K key = scan.next().getKey();
      // Read as any reader does, so that the store knows of the access.
      Entry<V> entry = store.read(key);
      if (entry != null && terms.isPresent(entry)) {
        next = Map.entry(key, entry);
      }
    }
    return next != null;
  }

  @Override
  public Map.Entry<K, V> next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    K key = next.getKey();
    Entry<V> entry = next.getValue();
    next = null;
    removable = key;
    reads.hit(key, entry);
    return Map.entry(values.key(key), values.forUser(entry));
  }

  @Override
  public void remove() {
    if (removable == null) {
      throw new IllegalStateException("remove() is for the entry that next() has just returned");
    }
    writes.remove(removable);
    removable = null;
  }
}
