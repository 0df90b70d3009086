package org.entresol.engine;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.entresol.event.Change;
import org.entresol.event.EventDispatcher;
import org.entresol.stats.Statistics;
import org.entresol.store.ChangeListener;
import org.entresol.store.Entry;
import org.entresol.store.EvictionListener;
import org.entresol.tier.Act;
import org.entresol.tier.Decision;
import org.entresol.tier.Rule;
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

  /**
   * A step, as those see it who are told of it.
   *
   * @param <K> the type of keys
   * @param <V> the type of values
   */
  interface Told<K, V> {

    /** What was asked for. */
    Operation operation();

    /** The key. */
    K key();

    /** The act that was due. */
    Act act();

    /** Whether it was made. */
    boolean isCommitted();

    /** Whether there was an entry. */
    boolean found();

    /** The entry that there was, if it was asked for; null for none. */
    @Nullable Entry<V> present();

    /** What was wanted. */
    Rule rule();

    /** What was decided; null until it is. */
    @Nullable Decision decision();

    /** Whether listeners are to hear of it. */
    boolean isHeard();

    /** The entry that was to be stored; null where none was. */
    @Nullable Entry<V> draft();
  }

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
   * @return what listeners are to hear of; null where nobody is to hear
   */
  @Nullable List<Change<K, V>> made(
      Told<K, V> step, @Nullable Entry<V> before, @Nullable Entry<V> past) {
    Entry<V> expired = (past != null && !past.isAbsence()) ? past : null;
    Entry<V> over = endedAtOnce(step);
    if (expired != null || over != null) {
      statistics.expiration();
    }
    return step.isHeard() ? record(step, before, expired, over) : null;
  }

  /** The entry whose time is over with a step, since the policy gives it none; null for none. */
  private @Nullable Entry<V> endedAtOnce(Told<K, V> step) {
    Decision made = requireNonNull(step.decision());
    if (!step.found() || made.stored()) {
      return null;
    }
    return switch (step.act()) {
      case WRITE, LOAD -> {
        Entry<V> draft = step.draft();
        yield (draft == null || draft.isAbsence()) ? null : draft;
      }
      case TOUCH -> (made.found() && step.rule().lifetimes().access() == 0) ? step.present() : null;
      case LEAVE, DELETE, DROP -> null;
    };
  }

  /** Whether a value takes effect with a step, even if its time is over at once. */
  private boolean stores(Told<K, V> step) {
    boolean none = step.isCommitted() && !step.found() && !requireNonNull(step.decision()).stored();
    return step.act().stores() && !none;
  }

  private List<Change<K, V>> record(
      Told<K, V> step,
      @Nullable Entry<V> before,
      @Nullable Entry<V> expired,
      @Nullable Entry<V> over) {
    K key = step.key();
    List<Change<K, V>> changes = new ArrayList<>(2);
    if (expired != null) {
      changes.add(Change.expired(key, expired.value()));
    }
    boolean stores = stores(step);
    if (stores || step.act() == Act.DELETE) {
      Entry<V> draft = stores ? step.draft() : null;
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
  void count(Told<K, V> step) {
    if (step.isCommitted()) {
      countLookup(step);
      countChange(step);
    }
  }

  void countLookup(Told<K, V> step) {
    if (step.operation().countsLookup() && statistics.isEnabled()) {
      statistics.lookup(step.found());
    }
  }

  void countChange(Told<K, V> step) {
    if (statistics.isEnabled()) {
      statistics.changed(step.act(), step.found(), stores(step));
    }
  }

  /** Ends the measuring of so many updates of which this is one. */
  void took(Told<K, V> step, long start, int updates) {
    if (step.operation().countsLookup()) {
      statistics.getTook(start, updates);
    }
    statistics.took(step.act(), start, updates);
  }
}
