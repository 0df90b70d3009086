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
import javax.cache.event.CacheEntryListenerException;
import org.entresol.event.Change;
import org.entresol.source.Writer;
import org.entresol.source.Writer.Written;
import org.entresol.store.Entry;
import org.entresol.store.EntryStore;
import org.entresol.store.Holds;
import org.entresol.store.KeyPattern;
import org.entresol.store.Unread;
import org.entresol.tier.Act;
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
      CacheContext<K, V> context, Writes<K, V> writes, @Nullable Writer<K, V> writer) {
    this.store = context.store();
    this.values = context.values();
    this.terms = context.terms();
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
    runOnEach(Operation.REMOVE, keys);
  }

  /** Drops entries for all nodes; neither writer nor listeners nor statistics hear of it. */
  public void invalidateAll(Collection<? extends K> keys) {
    runOnEach(Operation.INVALIDATE, keys);
  }

  /**
   * Drops all entries whose keys look like something; neither writer nor listeners nor statistics
   * hear of it. A load of such a key that began before is not stored: either its ticket is found
   * and goes, or it is stored before the entries are looked through, and goes with them.
   */
  public void invalidateAll(KeyPattern pattern) {
    invalidateEach(store.loads().find(pattern));
    invalidateEach(store.find(pattern));
    // What the authority has evicted is in no scan, and may yet be near.
    store.nearness().dropEverywhere();
  }

  private void invalidateEach(Iterator<List<K>> found) {
    while (found.hasNext()) {
      invalidateAll(new LinkedHashSet<>(found.next()));
    }
  }

  private void runOnEach(Operation operation, Collection<? extends K> keys) {
    List<Update<K, V>> updates = new ArrayList<>(keys.size());
    keys.forEach(key -> updates.add(writes.of(operation, key)));
    run(updates, operation);
  }

  /**
   * {@link javax.cache.Cache#removeAll()}: every entry that is present, or being loaded. What has
   * expired goes too, so that nobody is given it any more, but nobody hears of that; and so does
   * what this node cannot read.
   */
  public void removeAll() {
    store.loads().revokeAll();
    Set<K> keys = new LinkedHashSet<>();
    Set<K> past = new LinkedHashSet<>();
    Iterator<Map.Entry<K, Entry<V>>> scan = store.scan(Unread.DROPPED);
    while (scan.hasNext()) {
      Map.Entry<K, Entry<V>> next = scan.next();
      if (terms.isPresent(next.getValue())) {
        keys.add(next.getKey());
      } else if (terms.lasting().grace() > 0) {
        past.add(next.getKey());
      }
    }
    removeAll(keys);
    runOnEach(Operation.PURGE, past);
    // What the authority has evicted is in no scan, and may yet be near.
    store.nearness().dropEverywhere();
  }

  /**
   * Carries out updates of one operation on different keys. Whatever stops it, what was done by
   * then is settled.
   *
   * @throws CacheEntryListenerException from a listener, after all was done
   */
  public void run(List<Update<K, V>> updates, Operation operation) {
    if (updates.isEmpty()) {
      return;
    }
    long start = terms.statistics().start();
    try {
      carryOut(updates, operation);
    } catch (RuntimeException e) {
      throw settledBy(e, updates, start);
    } catch (Error e) {
      throw settledBy(e, updates, start);
    }
    settle(updates, start);
  }

  /** Settles what was done before a failure, which goes before anything a listener may throw. */
  private <E extends Throwable> E settledBy(E failure, List<Update<K, V>> updates, long start) {
    try {
      settle(updates, start);
    } catch (CacheEntryListenerException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  private void carryOut(List<Update<K, V>> updates, Operation operation) {
    if (writer != null && operation.asksWriter()) {
      writeThrough(updates, writer);
    } else if (writes.needsHold(operation)) {
      updates.forEach(writes::carryOut);
    } else {
      store.applyAll(updates);
    }
  }

  private void writeThrough(List<Update<K, V>> updates, Writer<K, V> target) {
    Map<K, Update<K, V>> byKey = new LinkedHashMap<>();
    updates.forEach(update -> byKey.put(update.key(), update));
    try (Holds<K, V> holds = store.holdAll(byKey.keySet(), writes.reach())) {
      for (K key : holds.keys()) {
        requireNonNull(byKey.get(key)).decide(holds.entry(key));
      }
      Written written = effect(byKey.values(), target);
      List<Update<K, V>> due = new ArrayList<>(byKey.values());
      due.removeIf(update -> written.left().contains(update.key()));
      List<Update<K, V>> unused = writes.commitAll(due, holds);
      written.throwIfFailed();
    }
  }

  /** All updates are of one operation, so all that reach the writer are writes or all deletes. */
  private Written effect(Collection<Update<K, V>> updates, Writer<K, V> target) {
    Map<K, V> toWrite = new LinkedHashMap<>();
    Set<K> toDelete = new LinkedHashSet<>();
    for (Update<K, V> update : updates) {
      if (update.act() == Act.WRITE) {
        toWrite.put(values.key(update.key()), writes.written(update));
      } else if (update.act() == Act.DELETE) {
        toDelete.add(values.key(update.key()));
      }
    }
    return toDelete.isEmpty() ? target.writeAll(toWrite) : target.deleteAll(toDelete);
  }

  private void settle(List<Update<K, V>> updates, long start) {
    List<Change<K, V>> changes = new ArrayList<>();
    for (Update<K, V> update : updates) {
      terms.telling().count(update);
      changes.addAll(update.changes());
    }
    terms.telling().took(updates.get(0), start, updates.size());
    terms.events().deliver(changes);
  }
}
