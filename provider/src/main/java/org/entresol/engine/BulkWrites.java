package org.entresol.engine;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.CacheException;
import javax.cache.integration.CacheWriterException;
import org.entresol.event.Change;
import org.entresol.guard.DeadlockException;
import org.entresol.source.Writer;
import org.entresol.source.Writer.Written;
import org.entresol.store.Entry;
import org.entresol.store.EntryStore;
import org.entresol.store.Hold;
import org.jspecify.annotations.Nullable;

/**
 * The operations that change many entries: each entry's update is atomic by itself, and the writer
 * is called once for all.
 *
 * <p>With a writer all keys are held until it has returned. If it fails, those entries that it had
 * written by then are changed in the cache too and the others are not (JSR-107, {@link
 * javax.cache.integration.CacheWriter#writeAll}), and the failure goes to the caller. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class BulkWrites<K, V> {

  private final EntryStore<K, V> store;
  private final Terms<K, V> terms;
  private final Values<K, V> values;
  private final Writes<K, V> writes;
  private final @Nullable Writer<K, V> writer;

  /**
   * Creates the bulk writes of one cache.
   *
   * @param writer the writer to write through, or null
   */
  public BulkWrites(
      EntryStore<K, V> store,
      Values<K, V> values,
      Terms<K, V> terms,
      Writes<K, V> writes,
      @Nullable Writer<K, V> writer) {
    this.store = store;
    this.values = values;
    this.terms = terms;
    this.writes = writes;
    this.writer = writer;
  }

  /** {@link javax.cache.Cache#putAll}. */
  public void putAll(Map<? extends K, ? extends V> map) {
    List<Update<K, V>> updates = new ArrayList<>(map.size());
    map.forEach((key, value) -> updates.add(writes.writing(Operation.PUT, key, value)));
    run(updates, Operation.PUT);
  }

  /** {@link javax.cache.Cache#removeAll(Set)}. */
  public void removeAll(Collection<? extends K> keys) {
    List<Update<K, V>> updates = new ArrayList<>(keys.size());
    keys.forEach(key -> updates.add(writes.of(Operation.REMOVE, key)));
    run(updates, Operation.REMOVE);
  }

  /** {@link javax.cache.Cache#removeAll()}: every entry that is present. */
  public void removeAll() {
    Set<K> keys = new LinkedHashSet<>();
    Iterator<Map.Entry<K, Entry<V>>> scan = store.scan();
    while (scan.hasNext()) {
      Map.Entry<K, Entry<V>> next = scan.next();
      if (terms.isPresent(next.getValue())) {
        keys.add(next.getKey());
      }
    }
    removeAll(keys);
  }

  /** Carries out updates of one operation on different keys. */
  void run(List<Update<K, V>> updates, Operation operation) {
    if (updates.isEmpty()) {
      return;
    }
    long start = terms.statistics().start();
    CacheWriterException failure = null;
    try {
      if (writer != null && operation.asksWriter()) {
        failure = writeThrough(updates, writer, start);
      } else if (writes.needsHold(operation)) {
        updates.forEach(writes::run);
      } else {
        store.applyAll(updates);
        settle(updates, start);
      }
    } catch (DeadlockException e) {
      throw new CacheException(e.getMessage(), e);
    }
    if (failure != null) {
      throw failure;
    }
  }

  private @Nullable CacheWriterException writeThrough(
      List<Update<K, V>> updates, Writer<K, V> target, long start) {
    Map<K, Update<K, V>> byKey = new LinkedHashMap<>();
    updates.forEach(update -> byKey.put(update.key(), update));
    Map<K, Hold<K, V>> holds = store.holdAll(byKey.keySet());
    List<Update<K, V>> committed = new ArrayList<>(updates.size());
    Written written;
    try {
      holds.forEach((key, hold) -> requireNonNull(byKey.get(key)).decide(hold.entry()));
      written = effect(byKey.values(), target);
      holds.forEach(
          (key, hold) -> {
            if (!written.left().contains(key)) {
              Update<K, V> update = requireNonNull(byKey.get(key));
              hold.commit(update);
              committed.add(update);
            }
          });
    } finally {
      holds.values().forEach(Hold::close);
    }
    settle(committed, start);
    return written.failure();
  }

  /** All updates are of one operation, so all that reach the writer are writes or all deletes. */
  private Written effect(Collection<Update<K, V>> updates, Writer<K, V> target) {
    Map<K, V> toWrite = new LinkedHashMap<>();
    Set<K> toDelete = new LinkedHashSet<>();
    for (Update<K, V> update : updates) {
      if (update.act() == Act.WRITE) {
        toWrite.put(update.key(), values.forUser(update.draft()));
      } else if (update.act() == Act.DELETE) {
        toDelete.add(update.key());
      }
    }
    return toDelete.isEmpty() ? target.writeAll(toWrite) : target.deleteAll(toDelete);
  }

  private void settle(List<Update<K, V>> updates, long start) {
    List<Change<K, V>> changes = new ArrayList<>();
    for (Update<K, V> update : updates) {
      update.count(start);
      changes.addAll(update.changes());
    }
    terms.events().deliver(changes);
  }
}
