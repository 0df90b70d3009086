package org.entresol.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import org.entresol.time.FakeClock;
import org.jspecify.annotations.Nullable;

/** A system of record that notes its calls, and fails and takes its time as a step wants it. */
final class Source implements CacheLoader<Integer, Box>, CacheWriter<Integer, Box> {

  private final FakeClock clock;
  private final TimeScale scale;
  private final Map<Integer, Integer> rows = new TreeMap<>(Map.of(0, 50, 1, 51, 2, 52));
  private final List<String> calls = new ArrayList<>();
  private Conditions conditions = Conditions.CALM;

  Source(FakeClock clock, TimeScale scale) {
    this.clock = clock;
    this.scale = scale;
  }

  void plan(Conditions step) {
    conditions = step;
  }

  /** The calls since the last time this was asked; the order of keys is not specified. */
  List<String> takeCalls() {
    List<String> taken = calls.stream().sorted().toList();
    calls.clear();
    return taken;
  }

  @Override
  public String toString() {
    return rows.toString();
  }

  @Override
  public @Nullable Box load(Integer key) {
    begin("load " + key);
    if (conditions.failing().contains(key)) {
      throw loadFailure();
    }
    return boxed(rows.get(key));
  }

  @Override
  public Map<Integer, Box> loadAll(Iterable<? extends Integer> keys) {
    Collection<Integer> asked = new TreeSet<>();
    keys.forEach(asked::add);
    begin("loadAll " + asked);
    Map<Integer, Box> loaded = new HashMap<>();
    for (Integer key : asked) {
      if (conditions.failing().contains(key)) {
        throw loadFailure();
      }
      loaded.put(key, boxed(rows.get(key)));
    }
    return loaded;
  }

  @Override
  public void write(Cache.Entry<? extends Integer, ? extends Box> entry) {
    begin("write " + entry.getKey() + "=" + entry.getValue());
    if (conditions.failing().contains(entry.getKey())) {
      throw writeFailure();
    }
    rows.put(entry.getKey(), entry.getValue().number);
  }

  @Override
  public void writeAll(Collection<Cache.Entry<? extends Integer, ? extends Box>> entries) {
    Map<Integer, Box> asked = new TreeMap<>();
    entries.forEach(entry -> asked.put(entry.getKey(), entry.getValue()));
    begin("writeAll " + asked);
    Iterator<Cache.Entry<? extends Integer, ? extends Box>> left = entries.iterator();
    while (left.hasNext()) {
      Cache.Entry<? extends Integer, ? extends Box> entry = left.next();
      if (!conditions.failing().contains(entry.getKey())) {
        rows.put(entry.getKey(), entry.getValue().number);
        left.remove();
      }
    }
    if (!entries.isEmpty()) {
      throw writeFailure();
    }
  }

  @Override
  public void delete(Object key) {
    begin("delete " + key);
    if (conditions.failing().contains(key)) {
      throw writeFailure();
    }
    rows.keySet().remove(key);
  }

  @Override
  public void deleteAll(Collection<?> keys) {
    begin("deleteAll " + new TreeSet<>(keys));
    rows.keySet().removeIf(key -> keys.contains(key) && !conditions.failing().contains(key));
    keys.removeIf(key -> !conditions.failing().contains(key));
    if (!keys.isEmpty()) {
      throw writeFailure();
    }
  }

  private void begin(String call) {
    calls.add(call);
    clock.advance(scale.time(conditions.cost()));
  }

  private RuntimeException loadFailure() {
    return conditions.failsByContract()
        ? new CacheLoaderException("the loader fails")
        : new IllegalStateException("the loader fails");
  }

  private RuntimeException writeFailure() {
    return conditions.failsByContract()
        ? new CacheWriterException("the writer fails")
        : new IllegalStateException("the writer fails");
  }

  private static @Nullable Box boxed(@Nullable Integer number) {
    return (number == null) ? null : new Box(number);
  }
}
