package org.entresol.linear;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/** A system of record that lets other threads run in the middle of every call. Thread-safe. */
final class Table implements CacheLoader<Integer, Integer>, CacheWriter<Integer, Integer> {

  private final ConcurrentMap<Object, Integer> rows = new ConcurrentHashMap<>();

  int size() {
    return rows.size();
  }

  void set(Integer key, Integer value) {
    rows.put(key, value);
  }

  @Override
  public @Nullable Integer load(Integer key) {
    Interleaving.invite();
    Integer value = rows.get(key);
    Interleaving.invite();
    return value;
  }

  @Override
  public Map<Integer, Integer> loadAll(Iterable<? extends Integer> keys) {
    Map<Integer, Integer> loaded = new HashMap<>();
    for (Integer key : keys) {
      Integer value = load(key);
      if (value != null) {
        loaded.put(key, value);
      }
    }
    return loaded;
  }

  @Override
  public void write(Cache.Entry<? extends Integer, ? extends Integer> entry) {
    Interleaving.invite();
    rows.put(entry.getKey(), entry.getValue());
    Interleaving.invite();
  }

  @Override
  public void writeAll(Collection<Cache.Entry<? extends Integer, ? extends Integer>> entries) {
    entries.forEach(this::write);
    entries.clear();
  }

  @Override
  public void delete(Object key) {
    Interleaving.invite();
    rows.remove(key);
    Interleaving.invite();
  }

  @Override
  public void deleteAll(Collection<?> keys) {
    keys.forEach(this::delete);
    keys.clear();
  }
}
