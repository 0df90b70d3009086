package org.entresol.behind;

import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.entresol.jcache.Gate;
import org.jspecify.annotations.Nullable;

/**
 * A source of record: a writer and a loader over the same rows, which remember what they were asked
 * for. Before each row a hook is called, which may throw; of a bulk call those rows are done then
 * that came before. Thread-safe.
 */
final class Source implements CacheWriter<String, String>, CacheLoader<String, String> {
  private final Map<String, String> rows = new ConcurrentHashMap<>();
  private final Queue<Write> writes = new ConcurrentLinkedQueue<>();
  private final Queue<Set<String>> batches = new ConcurrentLinkedQueue<>();
  private final Queue<String> loads = new ConcurrentLinkedQueue<>();
  private final AtomicInteger refused = new AtomicInteger();
  private final Gate gate = Gate.unarmed();
  private final Set<String> poison = ConcurrentHashMap.newKeySet();
  private volatile boolean down;
  private volatile Consumer<String> hook = key -> {};

  /** One thing that was done: a value that was written, or null for a deletion. */
  record Write(String key, @Nullable String value) {}

  /** The rows; a test may put some there. */
  Map<String, String> rows() {
    return rows;
  }

  /** All that was written and deleted so far, in order. */
  List<Write> writes() {
    return List.copyOf(writes);
  }

  /** The keys of each call of the writer, also of those that failed. */
  List<Set<String>> batches() {
    return List.copyOf(batches);
  }

  /** How many calls of the writer have failed because the source was down. */
  int refused() {
    return refused.get();
  }

  /** The keys that the loader was asked for. */
  List<String> loads() {
    return List.copyOf(loads);
  }

  /** Forgets what was written and loaded so far. */
  void forget() {
    writes.clear();
    batches.clear();
    loads.clear();
  }

  /** Makes every call of the writer fail, or no longer. */
  void down(boolean fails) {
    down = fails;
  }

  /** Makes the whole of each bulk call fail that such a key is in. */
  void poison(String key) {
    poison.add(key);
  }

  /** Takes every key as it is again. */
  void heal() {
    poison.clear();
  }

  /** Does something before each row. */
  void before(Consumer<String> action) {
    hook = action;
  }

  /** Holds up the next call of the writer. */
  Gate holdUp() {
    gate.arm();
    return gate;
  }

  /** Lets everything work from now on. */
  void release() {
    down = false;
    hook = key -> {};
    heal();
    gate.open();
  }

  private void enter(Set<String> keys) {
    batches.add(keys);
    gate.pass();
    if (down) {
      refused.incrementAndGet();
      throw new IllegalStateException("the source is down");
    }
    for (String key : keys) {
      if (poison.contains(key)) {
        throw new IllegalArgumentException("the source does not take " + key);
      }
    }
  }

  @Override
  public void write(Cache.Entry<? extends String, ? extends String> entry) {
    enter(Set.of(entry.getKey()));
    put(entry.getKey(), entry.getValue());
  }

  private void put(String key, String value) {
    hook.accept(key);
    writes.add(new Write(key, value));
    rows.put(key, value);
  }

  @Override
  public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
    enter(entries.stream().map(e -> (String) e.getKey()).collect(Collectors.toSet()));
    Iterator<Cache.Entry<? extends String, ? extends String>> left = entries.iterator();
    while (left.hasNext()) {
      Cache.Entry<? extends String, ? extends String> entry = left.next();
      put(entry.getKey(), entry.getValue());
      left.remove();
    }
  }

  @Override
  public void delete(Object key) {
    enter(Set.of((String) key));
    remove((String) key);
  }

  private void remove(String key) {
    hook.accept(key);
    writes.add(new Write(key, null));
    rows.remove(key);
  }

  @Override
  public void deleteAll(Collection<?> keys) {
    enter(keys.stream().map(String.class::cast).collect(Collectors.toSet()));
    Iterator<?> left = keys.iterator();
    while (left.hasNext()) {
      remove((String) left.next());
      left.remove();
    }
  }

  @Override
  public @Nullable String load(String key) {
    loads.add(key);
    return rows.get(key);
  }

  @Override
  public Map<String, String> loadAll(Iterable<? extends String> keys) {
    Map<String, String> found = new HashMap<>();
    for (String key : keys) {
      String value = load(key);
      if (value != null) {
        found.put(key, value);
      }
    }
    return found;
  }
}
