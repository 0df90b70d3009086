package org.entresol.jcache;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;

/**
 * A writer whose source is a map. Before each key it calls a hook, which may throw; of a bulk call
 * those keys are done then that came before.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class MapWriter<K, V> implements CacheWriter<K, V> {
  private final Map<Object, V> source = new ConcurrentHashMap<>();
  private final Queue<V> history = new ConcurrentLinkedQueue<>();
  private final Consumer<Object> before;

  /** A writer with a hook. */
  public MapWriter(Consumer<Object> before) {
    this.before = before;
  }

  /** A writer that just writes. */
  public MapWriter() {
    this(key -> {});
  }

  /** What is written; a test may put there what was written earlier. */
  public Map<Object, V> source() {
    return source;
  }

  /** All values written so far, in order. */
  public List<V> history() {
    return List.copyOf(history);
  }

  @Override
  public void write(Cache.Entry<? extends K, ? extends V> entry) {
    before.accept(entry.getKey());
    history.add(entry.getValue());
    source.put(entry.getKey(), entry.getValue());
  }

  @Override
  public void writeAll(Collection<Cache.Entry<? extends K, ? extends V>> entries) {
    Iterator<Cache.Entry<? extends K, ? extends V>> left = entries.iterator();
    while (left.hasNext()) {
      write(left.next());
      left.remove();
    }
  }

  @Override
  public void delete(Object key) {
    before.accept(key);
    source.remove(key);
  }

  @Override
  public void deleteAll(Collection<?> keys) {
    Iterator<?> left = keys.iterator();
    while (left.hasNext()) {
      delete(left.next());
      left.remove();
    }
  }
}
