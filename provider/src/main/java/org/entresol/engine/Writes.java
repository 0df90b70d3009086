package org.entresol.engine;

import org.entresol.source.Writer;
import org.entresol.stats.Statistics;
import org.entresol.store.Entry;
import org.entresol.store.EntryStore;
import org.entresol.store.Hold;
import org.entresol.store.Reach;
import org.entresol.tier.Act;
import org.entresol.tier.Lifetimes;
import org.jspecify.annotations.Nullable;

/**
 * The operations that change one entry: each an {@link Update} of one row of {@link Operation}.
 *
 * <p>An update that needs no user code is one step of the store. One that does (a writer, a policy
 * of the user's) holds its key while it decides, lets the writer act, and commits; so the writer's
 * order is the cache's order, and a writer that throws has changed nothing. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class Writes<K, V> {

  private final EntryStore<K, V> store;
  private final Values<K, V> values;
  private final Terms<K, V> terms;
  private final @Nullable Writer<K, V> writer;
  private final Reach reach;

  /**
   * Creates the writes of one cache.
   *
   * @param writer the writer to write through, or null
   * @param reach whom an operation that needs user code keeps out meanwhile
   */
  public Writes(CacheContext<K, V> context, @Nullable Writer<K, V> writer, Reach reach) {
    this.store = context.store();
    this.values = context.values();
    this.terms = context.terms();
    this.writer = writer;
    this.reach = reach;
  }

  /** {@link javax.cache.Cache#put}. */
  public void put(K key, V value) {
    if (isBlind()) {
      putBlindly(values.key(key), value);
    } else {
      run(writing(Operation.PUT, key, value));
    }
  }

  /** Whether nothing that a put does depends on what it replaces: no writer, policy or listener. */
  private boolean isBlind() {
    return writer == null && terms.rules().ignorePresent() && terms.events().isSilent();
  }

  private void putBlindly(K key, V value) {
    Statistics statistics = terms.statistics();
    long start = statistics.start();
    Entry<V> entry = values.entry(key, value);
    if (!terms.expiry().isEternal()) {
      long now = terms.now();
      entry.begin(now, null);
      entry.expireAt(Lifetimes.instant(now, terms.expiry().forCreation()));
    }
    store.put(key, entry);
    if (statistics.isEnabled()) {
      statistics.put();
      statistics.took(Act.WRITE, start, 1);
    }
  }

  /** {@link javax.cache.Cache#getAndPut}. */
  public @Nullable V getAndPut(K key, V value) {
    return previous(writing(Operation.GET_AND_PUT, key, value));
  }

  /** {@link javax.cache.Cache#putIfAbsent}. */
  public boolean putIfAbsent(K key, V value) {
    return !run(writing(Operation.PUT_IF_ABSENT, key, value)).found();
  }

  /** {@link javax.cache.Cache#replace(Object, Object)}. */
  public boolean replace(K key, V value) {
    return run(writing(Operation.REPLACE, key, value)).found();
  }

  /** {@link javax.cache.Cache#getAndReplace}. */
  public @Nullable V getAndReplace(K key, V value) {
    return previous(writing(Operation.GET_AND_REPLACE, key, value));
  }

  /** {@link javax.cache.Cache#replace(Object, Object, Object)}. */
  public boolean replace(K key, V oldValue, V newValue) {
    return run(writing(Operation.REPLACE_IF, key, newValue).expect(oldValue)).act() == Act.WRITE;
  }

  /** {@link javax.cache.Cache#remove(Object)}. */
  public boolean remove(K key) {
    return run(of(Operation.REMOVE, key)).found();
  }

  /** {@link javax.cache.Cache#remove(Object, Object)}. */
  public boolean remove(K key, V oldValue) {
    return run(of(Operation.REMOVE_IF, key).expect(oldValue)).act() == Act.DELETE;
  }

  /** {@link javax.cache.Cache#getAndRemove}. */
  public @Nullable V getAndRemove(K key) {
    return previous(of(Operation.GET_AND_REMOVE, key));
  }

  /** Drops an entry for all nodes; neither writer nor listeners nor statistics hear of it. */
  public void invalidate(K key) {
    run(of(Operation.INVALIDATE, key));
  }

  /** Lets an entry that was found past its time go, with its event. */
  void expire(K key) {
    run(of(Operation.EXPIRE, key));
  }

  /** Whom an operation that needs user code keeps out meanwhile. */
  Reach reach() {
    return reach;
  }

  Update<K, V> of(Operation operation, K key) {
    return new Update<>(terms, operation, values.key(key), null);
  }

  Update<K, V> writing(Operation operation, K key, V value) {
    Update<K, V> update = of(operation, key);
    return update.write(values.entry(key, value, null, update.isHeard()));
  }

  /** Whether listeners may be given what an operation found. */
  boolean isHeard() {
    return !terms.events().isSilent();
  }

  private @Nullable V previous(Update<K, V> update) {
    return values.forUserIfAny(run(update).present(), isHeard());
  }

  /** Carries an update out: decide, effect, settle. */
  Update<K, V> run(Update<K, V> update) {
    long start = terms.statistics().start();
    carryOut(update);
    update.count();
    update.took(start, 1);
    terms.events().deliver(update.changes());
    return update;
  }

  /** Decides, lets the writer act, and commits; what is left is to settle. */
  void carryOut(Update<K, V> update) {
    if (needsHold(update.operation())) {
      underHold(update);
    } else {
      inOneStep(update);
    }
  }

  /** Whether code of the user's has to run between what is found and what is stored. */
  boolean needsHold(Operation operation) {
    return (writer != null && operation.asksWriter())
        || (terms.expiry().asksUser() && operation.asksExpiry());
  }

  private void inOneStep(Update<K, V> update) {
    if (!update.operation().expectsValue()) {
      store.apply(update);
      return;
    }
    do {
      update.compare(store.readCurrent(update.key()));
      store.apply(update);
    } while (update.wasOvertaken());
  }

  private void underHold(Update<K, V> update) {
    // A load gives way to whoever holds the key: what it read may be out of date by then.
    boolean load = update.ticket() != null;
    boolean done = false;
    while (!done) {
      try (Hold<K, V> hold = load ? store.tryHold(update.key()) : store.hold(update.key(), reach)) {
        done = hold == null || underHold(update, hold);
      }
    }
  }

  /** Decides and commits; false when the hold was lost before anything was done. */
  private boolean underHold(Update<K, V> update, Hold<K, V> hold) {
    do {
      update.decide(hold.entry());
      writeThrough(update);
      if (commit(update, hold)) {
        return true;
      }
    } while (!hold.isLost());
    return false;
  }

  /**
   * Makes the step of a held key.
   *
   * @return false when another node came in between, so that all is to be done again; never if the
   *     writer was called, since then the entry is dropped instead: the source has the truth
   */
  boolean commit(Update<K, V> update, Hold<K, V> hold) {
    if (hold.commit(update)) {
      return true;
    }
    boolean written = writer != null && update.act().reachesSource();
    if (written && !commitToNothing(update, hold)) {
      hold.drop();
    }
    return written;
  }

  /** The entry may just have gone by itself, for one, because its time ran out meanwhile. */
  private boolean commitToNothing(Update<K, V> update, Hold<K, V> hold) {
    return !hold.isLost() && hold.entry() == null && hold.commit(update);
  }

  /** The effect of an update on the system of record. */
  void writeThrough(Update<K, V> update) {
    if (writer == null) {
      return;
    }
    if (update.act() == Act.WRITE) {
      writer.write(values.key(update.key()), values.value(update.written().value()));
    } else if (update.act() == Act.DELETE) {
      writer.delete(values.key(update.key()));
    }
  }
}
