package org.entresol.engine;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import javax.cache.integration.CompletionListener;
import org.entresol.DeadLetters;
import org.entresol.event.EventDispatcher;
import org.entresol.stats.Statistics;
import org.entresol.store.EntryStore;
import org.entresol.tier.Backlog;
import org.entresol.tier.Recall;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one cache below its facade.
 *
 * @param context what they all work with
 * @param reads look-ups
 * @param writes changes of one entry
 * @param bulkWrites changes of many entries
 * @param processors entry processors
 * @param loading what a loader is for, or null when there is none
 * @param writeBehind what a writer is for that is called later, or null when there is none
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public record Engine<K, V>(
    CacheContext<K, V> context,
    Reads<K, V> reads,
    Writes<K, V> writes,
    BulkWrites<K, V> bulkWrites,
    Processors<K, V> processors,
    @Nullable ReadThrough<K, V> loading,
    @Nullable WriteBehind<K, V> writeBehind) {

  /** Where the entries are. */
  public EntryStore<K, V> store() {
    return context.store();
  }

  /** The present entries, safe beside writers. */
  public Iterator<Map.Entry<K, V>> iterator() {
    return new EntryIterator<>(context, reads, writes);
  }

  /** {@link javax.cache.Cache#clear}: no events, no writer, no statistics. */
  public void clear() {
    context.store().clear();
  }

  /**
   * Drops what has one of some tags, or lets it expire: as with a clear nobody else hears of it.
   */
  public void recall(Collection<String> tags, Recall how) {
    if (!tags.isEmpty()) {
      context.store().recall(Tagging.hashes(tags), how);
    }
  }

  /**
   * {@link javax.cache.Cache#loadAll}; without a loader there is nothing to do.
   *
   * @param listener is told of the end, or null
   */
  public void loadAll(
      Set<? extends K> keys, boolean replaceExisting, @Nullable CompletionListener listener) {
    if (loading != null) {
      loading.loadAll(keys, replaceExisting, listener);
    } else if (listener != null) {
      listener.onCompletion();
    }
  }

  /** Has pending writes written, where there are any. */
  public void flush() {
    if (writeBehind != null) {
      writeBehind.flush();
    }
  }

  /** The writes that were given up; none where no writes are left for later. */
  public DeadLetters<K, V> deadLetters() {
    return (writeBehind == null) ? new NoDeadLetters<>() : writeBehind;
  }

  /** How far the source lags behind. */
  public Backlog backlog() {
    return (writeBehind == null) ? Backlog.NONE : writeBehind.backlog();
  }

  /** The way to the listeners. */
  public EventDispatcher<K, V> events() {
    return context.terms().events();
  }

  /** The counters. */
  public Statistics statistics() {
    return context.terms().statistics();
  }
}
