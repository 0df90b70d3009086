package org.entresol.engine;

import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.entresol.store.Entry;
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
  private final Terms<K, V> terms;
  private final Values<K, V> values;
  private final Reads<K, V> reads;
  private final Writes<K, V> writes;
  private Map.@Nullable Entry<K, Entry<V>> next;
  private @Nullable K removable;

  EntryIterator(CacheContext<K, V> context, Reads<K, V> reads, Writes<K, V> writes) {
    this.scan = context.store().scan();
    this.terms = context.terms();
    this.values = context.values();
    this.reads = reads;
    this.writes = writes;
  }

  @Override
  public boolean hasNext() {
    while (next == null && scan.hasNext()) {
      Map.Entry<K, Entry<V>> found = scan.next();
      if (terms.isPresent(found.getValue())) {
        next = found;
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
