package org.entresol.model;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import javax.cache.CacheException;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CacheWriterException;
import javax.cache.integration.CompletionListener;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of each operation in the plainest words: one map, one thread, and nothing clever.
 *
 * <p>Entries are thrown out, with their event, as soon as their time has passed.
 */
final class ReferenceCache extends UnsupportedCache {

  private final Setup setup;
  private final Source source;
  private final ReferenceEntries entries;
  private final Tally tally = new Tally();

  ReferenceCache(Setup setup, Source source, ReferenceEntries entries) {
    this.setup = setup;
    this.source = source;
    this.entries = entries;
  }

  Tally tally() {
    return tally;
  }

  // ---- reads

  @Override
  public @Nullable Box get(Integer key) {
    entries.expire();
    Box found = entries.get(key);
    tally.lookup(found != null);
    if (found != null) {
      entries.access(key);
      return shared(found);
    }
    return setup.readThrough() ? loadAndKeep(key) : null;
  }

  private @Nullable Box loadAndKeep(Integer key) {
    Box loaded = load(key);
    if (loaded != null) {
      entries.expire();
      entries.keep(key, shared(loaded), entries.plan(key));
    }
    return loaded;
  }

  @Override
  public Map<Integer, Box> getAll(Set<? extends Integer> keys) {
    entries.expire();
    Map<Integer, Box> result = new HashMap<>();
    Set<Integer> missing = new TreeSet<>();
    for (Integer key : keys) {
      Box found = entries.get(key);
      tally.lookup(found != null);
      if (found == null) {
        missing.add(key);
      } else {
        entries.access(key);
        result.put(key, shared(found));
      }
    }
    if (setup.readThrough() && !missing.isEmpty()) {
      result.putAll(loadAndKeep(missing));
    }
    return result;
  }

  private Map<Integer, Box> loadAndKeep(Set<Integer> keys) {
    Map<Integer, Box> loaded = load(keys);
    entries.expire();
    loaded.forEach((key, value) -> entries.keep(key, shared(value), entries.plan(key)));
    return loaded;
  }

  @Override
  public boolean containsKey(Integer key) {
    entries.expire();
    return entries.get(key) != null;
  }

  @Override
  public Iterator<Entry<Integer, Box>> iterator() {
    entries.expire();
    return new ReferenceIterator(entries, this::visit, this::remove);
  }

  private Row visit(Integer key) {
    Box found = requireNonNull(entries.get(key));
    tally.lookup(true);
    entries.access(key);
    return new Row(key, shared(found));
  }

  // ---- writes

  @Override
  public void put(Integer key, Box value) {
    entries.expire();
    write(key, value);
  }

  @Override
  public @Nullable Box getAndPut(Integer key, Box value) {
    entries.expire();
    Box found = entries.get(key);
    write(key, value);
    tally.lookup(found != null);
    return sharedOrNull(found);
  }

  @Override
  public boolean putIfAbsent(Integer key, Box value) {
    entries.expire();
    boolean absent = entries.get(key) == null;
    if (absent) {
      write(key, value);
    }
    tally.lookup(!absent);
    return absent;
  }

  @Override
  public boolean replace(Integer key, Box value) {
    return getAndReplace(key, value) != null;
  }

  @Override
  public @Nullable Box getAndReplace(Integer key, Box value) {
    entries.expire();
    Box found = entries.get(key);
    if (found != null) {
      write(key, value);
    }
    tally.lookup(found != null);
    return sharedOrNull(found);
  }

  @Override
  public boolean replace(Integer key, Box oldValue, Box newValue) {
    entries.expire();
    Box found = entries.get(key);
    boolean matches = oldValue.equals(found);
    if (matches) {
      write(key, newValue);
    } else if (found != null) {
      entries.access(key);
    }
    tally.lookup(found != null);
    return matches;
  }

  @Override
  public boolean remove(Integer key) {
    entries.expire();
    return delete(key);
  }

  @Override
  public boolean remove(Integer key, Box oldValue) {
    entries.expire();
    Box found = entries.get(key);
    boolean matches = oldValue.equals(found);
    if (matches) {
      delete(key);
    } else if (found != null) {
      entries.access(key);
    }
    tally.lookup(found != null);
    return matches;
  }

  @Override
  public @Nullable Box getAndRemove(Integer key) {
    entries.expire();
    Box found = entries.get(key);
    delete(key);
    tally.lookup(found != null);
    return sharedOrNull(found);
  }

  @Override
  public void putAll(Map<? extends Integer, ? extends Box> map) {
    entries.expire();
    Map<Integer, Box> own = new TreeMap<>();
    map.forEach((key, value) -> own.put(key, shared(value)));
    Map<Integer, ReferenceEntries.Plan> plans = new HashMap<>();
    own.keySet().forEach(key -> plans.put(key, entries.plan(key)));
    List<Entry<? extends Integer, ? extends Box>> left = new ArrayList<>();
    own.forEach((key, value) -> left.add(new Row(key, shared(value))));
    Set<Integer> unwritten = new HashSet<>();
    try {
      toWriter(() -> source.writeAll(left));
    } finally {
      left.stream().filter(row -> setup.writer()).forEach(row -> unwritten.add(row.getKey()));
      own.keySet().removeAll(unwritten);
      own.forEach(
          (key, value) -> tally.put(entries.keep(key, value, requireNonNull(plans.get(key)))));
    }
  }

  @Override
  public void removeAll(Set<? extends Integer> keys) {
    entries.expire();
    Set<Integer> left = new TreeSet<>(keys);
    try {
      toWriter(() -> source.deleteAll(left));
    } finally {
      keys.stream()
          .filter(key -> !setup.writer() || !left.contains(key))
          .forEach(key -> tally.removal(entries.drop(key)));
    }
  }

  @Override
  public void removeAll() {
    entries.expire();
    if (!entries.keys().isEmpty()) {
      removeAll(new TreeSet<>(entries.keys()));
    }
  }

  @Override
  public void clear() {
    entries.expire();
    entries.clear();
  }

  /** Drops some entries, as {@link #clear} does. */
  void invalidate(Consumer<ReferenceEntries> drop) {
    entries.expire();
    drop.accept(entries);
  }

  private void write(Integer key, Box value) {
    Box own = shared(value);
    ReferenceEntries.Plan plan = entries.plan(key);
    toWriter(() -> source.write(new Row(key, shared(own))));
    tally.put(entries.keep(key, own, plan));
  }

  private boolean delete(Integer key) {
    toWriter(() -> source.delete(key));
    boolean removed = entries.drop(key);
    tally.removal(removed);
    return removed;
  }

  private void toWriter(Runnable call) {
    try {
      if (setup.writer()) {
        call.run();
      }
    } catch (CacheWriterException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new CacheWriterException(e);
    }
  }

  // ---- loading

  @Override
  public void loadAll(
      Set<? extends Integer> keys, boolean replace, @Nullable CompletionListener listener) {
    requireNonNull(listener);
    entries.expire();
    Set<Integer> wanted = new TreeSet<>(keys);
    wanted.removeIf(key -> !replace && entries.get(key) != null);
    try {
      if (setup.loader() && !wanted.isEmpty()) {
        loadAndKeep(wanted);
      }
      listener.onCompletion();
    } catch (CacheLoaderException e) {
      listener.onException(e);
    }
  }

  private @Nullable Box load(Integer key) {
    try {
      return source.load(key);
    } catch (CacheLoaderException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new CacheLoaderException(e);
    }
  }

  private Map<Integer, Box> load(Set<Integer> keys) {
    try {
      Map<Integer, Box> loaded = source.loadAll(keys);
      loaded.values().removeIf(value -> value == null);
      return loaded;
    } catch (CacheLoaderException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new CacheLoaderException(e);
    }
  }

  // ---- processors

  @Override
  public <T> @Nullable T invoke(
      Integer key, EntryProcessor<Integer, Box, T> processor, @Nullable Object... arguments) {
    entries.expire();
    Box found = entries.get(key);
    tally.lookup(found != null);
    ReferenceEntry entry =
        new ReferenceEntry(
            key, sharedOrNull(found), () -> setup.readThrough() ? load(key) : null, this::shared);
    T result;
    try {
      result = processor.process(entry, arguments);
    } catch (CacheException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new EntryProcessorException(e);
    }
    take(entry);
    return result;
  }

  private void take(ReferenceEntry entry) {
    Integer key = entry.getKey();
    switch (entry.effect()) {
      case NONE -> {}
      case ACCESS -> entries.access(key);
      case LOAD -> entries.keep(key, requireNonNull(entry.loaded()), entries.plan(key));
      case WRITE -> write(key, requireNonNull(entry.getValue()));
      case DELETE -> delete(key);
    }
  }

  @Override
  public <T> Map<Integer, EntryProcessorResult<T>> invokeAll(
      Set<? extends Integer> keys,
      EntryProcessor<Integer, Box, T> processor,
      @Nullable Object... arguments) {
    Map<Integer, EntryProcessorResult<T>> results = new LinkedHashMap<>();
    for (Integer key : keys) {
      try {
        T result = invoke(key, processor, arguments);
        if (result != null) {
          results.put(key, () -> result);
        }
      } catch (EntryProcessorException e) {
        results.put(key, failure(e));
      } catch (CacheException e) {
        results.put(key, failure(new EntryProcessorException(e)));
      }
    }
    return results;
  }

  private static <T> EntryProcessorResult<T> failure(EntryProcessorException thrown) {
    return () -> {
      throw thrown;
    };
  }

  // ---- values

  /** A value that crosses the border of the cache: another object when stored by value. */
  private Box shared(Box value) {
    return setup.byValue() ? value.copy() : value;
  }

  private @Nullable Box sharedOrNull(@Nullable Box value) {
    return (value == null) ? null : shared(value);
  }
}
