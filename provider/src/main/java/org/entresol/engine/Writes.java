package org.entresol.engine;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.cache.CacheException;
import org.entresol.PutOptions;
import org.entresol.guard.Deadline;
import org.entresol.guard.Rounds;
import org.entresol.source.Writer;
import org.entresol.stats.Statistics;
import org.entresol.store.BareValues;
import org.entresol.store.Entry;
import org.entresol.store.EntryStore;
import org.entresol.store.Hold;
import org.entresol.store.Holds;
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
  private final @Nullable BareValues<K, V> bare;
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
    this.bare = store.bare();
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

  /**
   * A put on terms of its own.
   *
   * @throws IllegalStateException if it says what entries of this cache cannot have
   */
  public void put(K key, V value, PutOptions options) {
    Duration own = options.timeToLive();
    if (own == null && options.tags().isEmpty()) {
      put(key, value);
      return;
    }
    Update<K, V> update = of(Operation.PUT, key);
    if (own != null) {
      requireExpiry(key, own);
      update.living(policy -> own.toNanos());
    }
    run(update.write(values.entry(key, value, null, update.isHeard(), options.tags())));
  }

  private void requireExpiry(K key, Duration own) {
    if (terms.lasting().forEver()) {
      throw new IllegalStateException(
          "Entries of this cache never expire, but a put of '%s' says a time to live of %s; any other expiry allows it, such as expiry: { created: 36500d }"
              .formatted(key, own));
    }
  }

  /** Whether nothing that a put does depends on what it replaces: no writer, policy or listener. */
  private boolean isBlind() {
    return writer == null && terms.rules().ignorePresent() && terms.events().isSilent();
  }

  private void putBlindly(K key, V value) {
    Statistics statistics = terms.statistics();
    long start = statistics.start();
    if (bare == null) {
      store.put(key, living(values.entry(key, value)));
    } else {
      bare.put(key, value);
    }
    if (statistics.isEnabled()) {
      statistics.put();
      statistics.took(Act.WRITE, start, 1);
    }
  }

  private Entry<V> living(Entry<V> entry) {
    if (!terms.expiry().isEternal()) {
      long now = terms.now();
      entry.begin(now, null);
      entry.expireAt(Lifetimes.instant(now, terms.expiry().forCreation()));
    }
    return entry;
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
    terms.telling().count(update);
    terms.telling().took(update, start, 1);
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
    for (int round = 0; round == 0 || update.isDueAgain(); round++) {
      requireRound(round, update.key());
      update.compare(store.readCurrent(update.key()));
      store.apply(update);
    }
  }

  private void underHold(Update<K, V> update) {
    // A load gives way to whoever holds the key: what it read may be out of date by then.
    boolean load = update.ticket() != null;
    Deadline deadline = store.patience();
    boolean done = false;
    for (int round = 0; !done; round++) {
      requireRound(round, update.key());
      try (Hold<K, V> hold =
          load ? store.tryHold(update.key()) : store.hold(update.key(), reach, deadline)) {
        done = hold == null || underHold(update, hold);
      }
    }
  }

  /** Decides and commits; false when the hold was lost before anything was done. */
  private boolean underHold(Update<K, V> update, Hold<K, V> hold) {
    for (int round = 0; !hold.isLost(); round++) {
      requireRound(round, update.key());
      update.decide(hold.entry());
      writeThrough(update);
      if (commit(update, hold)) {
        return true;
      }
    }
    return false;
  }

  /** Refuses to go on where others have come in between again and again. */
  void requireRound(int made, K key) {
    Rounds.require(made, key, AuthorityException::forUsers);
  }

  /** Makes the step of a held key; false when it is to be decided anew. */
  boolean commit(Update<K, V> update, Hold<K, V> hold) {
    return commitAll(List.of(update), hold.all()).isEmpty();
  }

  /**
   * Makes the steps of held keys.
   *
   * <p>Where another node came in between the entry may just have gone by itself, since its time
   * ran out meanwhile; the step is then made to nothing. Else, if the writer was called, the entry
   * is dropped, since the source has the truth.
   *
   * @return those that are to be decided anew, since another node came in between
   */
  List<Update<K, V>> commitAll(Collection<Update<K, V>> updates, Holds<K, V> holds) {
    updates.forEach(Update::succeed);
    List<Update<K, V>> lost;
    try {
      lost = holds.commitAll(updates);
    } catch (AuthorityException e) {
      throw e;
    } catch (CacheException e) {
      // What was written and not taken over, such as over a value that cannot be read, is dropped.
      drop(updates.stream().filter(update -> !update.isCommitted()).toList(), holds);
      throw e;
    }
    if (lost.isEmpty()) {
      return lost;
    }
    List<Update<K, V>> left = new ArrayList<>(lost);
    List<Update<K, V>> gone = lost.stream().filter(update -> isGone(update, holds)).toList();
    left.removeAll(gone);
    left.addAll(holds.commitAll(gone));
    drop(left, holds);
    left.removeIf(this::isWritten);
    return left;
  }

  /** Drops those entries of which the source has the truth. */
  private void drop(Collection<Update<K, V>> updates, Holds<K, V> holds) {
    List<K> written = updates.stream().filter(this::isWritten).map(Update::key).toList();
    if (!written.isEmpty()) {
      holds.drop(written);
    }
  }

  private boolean isGone(Update<K, V> update, Holds<K, V> holds) {
    boolean isOver = update.present() != null && !terms.isPresent(update.present());
    boolean mayFollow = isWritten(update) || isOver;
    return mayFollow && !holds.isLost(update.key()) && holds.entry(update.key()) == null;
  }

  private boolean isWritten(Update<K, V> update) {
    return writer != null && update.act().reachesSource();
  }

  /** Whether a writer is called in time with each change. */
  boolean reachSource() {
    return writer != null;
  }

  /** The value that the writer is given. */
  V written(Update<K, V> update) {
    return values.value(requireNonNull(update.draft()).value());
  }

  /** The effect of an update on the system of record. */
  void writeThrough(Update<K, V> update) {
    if (writer == null) {
      return;
    }
    if (update.act() == Act.WRITE) {
      writer.write(values.key(update.key()), written(update));
    } else if (update.act() == Act.DELETE) {
      writer.delete(values.key(update.key()));
    }
  }
}
