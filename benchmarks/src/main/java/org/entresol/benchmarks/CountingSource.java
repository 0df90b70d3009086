package org.entresol.benchmarks;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;

/** A source of record that takes everything at once, and counts. Thread-safe. */
final class CountingSource implements CacheWriter<String, String> {
  private final Map<String, String> rows = new ConcurrentHashMap<>();
  private final LongAdder entries = new LongAdder();
  private final LongAdder calls = new LongAdder();

  @Override
  public void write(Cache.Entry<? extends String, ? extends String> entry) {
    calls.increment();
    store(entry);
  }

  @Override
  public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> some) {
    calls.increment();
    Iterator<Cache.Entry<? extends String, ? extends String>> left = some.iterator();
    while (left.hasNext()) {
      store(left.next());
      left.remove();
    }
  }

  private void store(Cache.Entry<? extends String, ? extends String> entry) {
    entries.increment();
    rows.put(entry.getKey(), entry.getValue());
  }

  @Override
  public void delete(Object key) {
    throw new UnsupportedOperationException("Nothing is removed here");
  }

  @Override
  public void deleteAll(Collection<?> keys) {
    throw new UnsupportedOperationException("Nothing is removed here");
  }

  /** How many entries have been written. */
  long entries() {
    return entries.sum();
  }

  /** In how many calls they came. */
  long calls() {
    return calls.sum();
  }

  /** Whether these are the last values of all keys that were ever written. */
  boolean holds(Map<String, String> values) {
    return rows.equals(values);
  }
}
