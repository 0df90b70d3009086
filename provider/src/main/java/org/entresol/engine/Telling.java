package org.entresol.engine;

import java.util.ArrayList;
import java.util.List;
import org.entresol.event.Change;
import org.entresol.event.EventDispatcher;
import org.entresol.stats.Statistics;
import org.entresol.store.ChangeListener;
import org.entresol.store.Entry;
import org.entresol.store.EvictionListener;
import org.entresol.tier.Act;
import org.jspecify.annotations.Nullable;

/**
 * What listeners and counters are told: of steps that were made, and of what comes and goes without
 * one. Thread-safe.
 *
 * @param events the way to the listeners
 * @param statistics the counters
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public record Telling<K, V>(EventDispatcher<K, V> events, Statistics statistics)
    implements EvictionListener<K, V>, ChangeListener<K, V> {

  // ---- what came and went without a step of this node

  @Override
  public boolean isSilent() {
    return events.isSilent();
  }

  @Override
  public void changed(K key, @Nullable V before, @Nullable V after) {
    Change<K, V> change = Change.between(key, before, after);
    if (change != null) {
      events.record(change);
      events.deliverLater(change);
    }
  }

  @Override
  public void evicted(K key, Entry<V> entry) {
    statistics.eviction();
  }

  @Override
  public void expired(K key, Entry<V> entry) {
    statistics.expiration();
    if (!events.isSilent()) {
      Change<K, V> change = Change.expired(key, entry.value());
      events.record(change);
      events.deliverLater(change);
    }
  }

  // ---- steps

  /**
   * Counts what has expired with a step, and gives what listeners are to hear of it its place in
   * the key's order. Called inside the step.
   *
   * @param before the entry that was there and is known, or null
   * @param past what has gone with this step though its time had passed before, or null
   * @return what listeners are to hear of
   */
  List<Change<K, V>> made(Update<K, V> update, @Nullable Entry<V> before, @Nullable Entry<V> past) {
    Entry<V> expired = (past != null && !past.isAbsence()) ? past : null;
    Entry<V> over = update.endedAtOnce();
    if (expired != null || over != null) {
      statistics.expiration();
    }
    return update.isHeard() ? record(update, before, expired, over) : List.of();
  }

  private List<Change<K, V>> record(
      Update<K, V> update,
      @Nullable Entry<V> before,
      @Nullable Entry<V> expired,
      @Nullable Entry<V> over) {
    K key = update.key();
    List<Change<K, V>> changes = new ArrayList<>(2);
    if (expired != null) {
      changes.add(Change.expired(key, expired.value()));
    }
    if (update.stores() || update.act() == Act.DELETE) {
      Entry<V> draft = update.stores() ? update.draft() : null;
      Change<K, V> change =
          Change.between(
              key,
              (before == null) ? null : before.value(),
              (draft == null) ? null : draft.valueOrNull());
      if (change != null) {
        changes.add(change);
      }
    }
    if (over != null) {
      changes.add(Change.expired(key, over.value()));
    }
    changes.forEach(events::record);
    return changes;
  }

  /** Counts an operation, if it was carried out. */
  void count(Update<K, V> update) {
    if (update.isCommitted()) {
      countLookup(update);
      countChange(update);
    }
  }

  void countLookup(Update<K, V> update) {
    if (update.operation().countsLookup() && statistics.isEnabled()) {
      statistics.lookup(update.found());
    }
  }

  void countChange(Update<K, V> update) {
    if (statistics.isEnabled()) {
      statistics.changed(update.act(), update.found(), update.stores());
    }
  }

  /** Ends the measuring of so many updates of which this is one. */
  void took(Update<K, V> update, long start, int updates) {
    if (update.operation().countsLookup()) {
      statistics.getTook(start, updates);
    }
    statistics.took(update.act(), start, updates);
  }
}
