package org.entresol.engine.load;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.entresol.SnapshotLoader.Reading;
import org.entresol.Timed;
import org.entresol.engine.Terms;
import org.entresol.engine.Values;
import org.entresol.queue.PendingWrite;
import org.entresol.queue.WriteQueue;
import org.entresol.recording.Span;
import org.entresol.source.Loader;
import org.entresol.stats.LoadEvent;
import org.entresol.stats.Statistics;
import org.entresol.store.Loaded;
import org.jspecify.annotations.Nullable;

/**
 * The reading of the source, measured and counted. It is given keys of its own: it must not get
 * hold of the cache's. Where writes are pending, the source is taken to have got them already;
 * where one cannot be read here, what the source has until then is given and not kept. Thread-safe
 * as far as the loader is.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class SourceReader<K, V> {

  private final Loader<K, V> loader;
  private final @Nullable WriteQueue<K, V> queue;
  private final Values<K, V> values;
  private final Terms<K, V> terms;
  private final @Nullable Screen<K> screen;

  /**
   * Creates the reader of one cache's source.
   *
   * @param queue what the source has not got yet, or null
   * @param screen tells what was read too early to be kept; null if nothing is
   */
  public SourceReader(
      Loader<K, V> loader,
      @Nullable WriteQueue<K, V> queue,
      Values<K, V> values,
      Terms<K, V> terms,
      @Nullable Screen<K> screen) {
    this.screen = screen;
    this.loader = loader;
    this.queue = queue;
    this.values = values;
    this.terms = terms;
  }

  /** The same for who stores nothing, and cannot ask what a load must have seen. */
  SourceReader<K, V> unscreened() {
    return (screen == null) ? this : new SourceReader<>(loader, queue, values, terms, null);
  }

  /**
   * What the source says of some keys.
   *
   * @throws javax.cache.integration.CacheLoaderException if the loader fails
   */
  Answers<V> read(Collection<K> keys, Ask ask) {
    if (queue == null) {
      return askSource(keys, Set.of(), ask);
    }
    Map<K, PendingWrite<K, V>> unwritten = queue.unwritten(keys);
    Set<K> unreadable = new HashSet<>();
    Map<Object, Timed<V>> known = new HashMap<>();
    unwritten.forEach(
        (key, write) -> {
          if (write.damage() != null) {
            unreadable.add(key);
          } else if (write.value() != null) {
            known.put(key, Timed.of(write.value()));
          }
        });
    List<K> others = new ArrayList<>(keys);
    others.removeIf(key -> unwritten.containsKey(key) && !unreadable.contains(key));
    if (others.isEmpty()) {
      return new Answers<>(known, Set.of(), new Loaded(terms.clock().nanos(), 0));
    }
    Answers<V> answers = askSource(others, unreadable, ask);
    known.putAll(answers.values());
    return new Answers<>(known, answers.passing(), answers.how());
  }

  private Answers<V> askSource(Collection<K> keys, Set<K> passing, Ask ask) {
    Statistics statistics = terms.statistics();
    Span span = statistics.tiers().loading(keys);
    Throwable failure = null;
    long start = terms.clock().nanos();
    try {
      Said<K, V> said = said(keys, ask);
      long end = terms.clock().nanos();
      statistics.load(LoadEvent.LOADED, keys.size());
      statistics.tiers().loads().add(end - start);
      Loaded how = new Loaded(end, end - start);
      return new Answers<>(said.values(), passing(keys, passing, said.snapshot()), how);
    } catch (RuntimeException | Error e) {
      failure = e;
      statistics.load(LoadEvent.FAILED, keys.size());
      throw e;
    } finally {
      span.end(failure);
    }
  }

  /**
   * What the source said.
   *
   * @param snapshot what it had seen by then; null where it does not say so
   */
  private record Said<K, V>(Map<K, Timed<V>> values, @Nullable String snapshot) {}

  private Said<K, V> said(Collection<K> keys, Ask ask) {
    if (loader.tellsSnapshots()) {
      Reading<K, V> read = loader.read(values.keys(keys));
      return new Said<>(read.values(), read.snapshot());
    }
    return new Said<>((ask == Ask.ONE) ? one(keys) : loader.loadAll(values.keys(keys)), null);
  }

  /**
   * What must not be kept of what was read, because of pending writes or of what it has not seen.
   */
  private Set<K> passing(Collection<K> keys, Set<K> passing, @Nullable String snapshot) {
    if (screen == null) {
      return passing;
    }
    Set<K> all = screen.unseen(keys, snapshot);
    all.addAll(passing);
    return all;
  }

  private Map<K, Timed<V>> one(Collection<K> keys) {
    Map<K, Timed<V>> loaded = new HashMap<>();
    for (K key : keys) {
      Timed<V> value = loader.load(values.key(key));
      if (value != null) {
        loaded.put(key, value);
      }
    }
    return loaded;
  }
}
