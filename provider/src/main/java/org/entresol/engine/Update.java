package org.entresol.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.entresol.event.Change;
import org.entresol.expiry.Expiry;
import org.entresol.guard.Ticket;
import org.entresol.stats.Statistics;
import org.entresol.store.Entry;
import org.entresol.store.Row;
import org.entresol.store.Transition;
import org.entresol.tier.Act;
import org.jspecify.annotations.Nullable;

/**
 * One operation on one entry: what it wants, what it found, and what came of it.
 *
 * <p>It is carried out in three phases. <i>Decide</i>: {@link #observe} what is held and {@link
 * #choose} the act; inside the store's step if no user code is needed, so possibly several times,
 * else before it, under a hold. <i>Effect</i>: the writer, by {@link Writes}. <i>Settle</i>: events
 * in the key's order ({@link #committed}) and statistics, once. Belongs to one thread.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class Update<K, V> implements Transition<K, V> {

  private final Terms<K, V> terms;
  private final Operation operation;
  private final K key;
  private final @Nullable Ticket ticket;

  // What it wants.
  private @Nullable Entry<V> draft;
  private @Nullable Entry<V> wanted;
  private @Nullable V expected;
  private boolean returnsFound;
  private ToLongFunction<LongSupplier> life = LongSupplier::getAsLong;

  // What it found.
  private boolean held;
  private long now;
  private @Nullable Entry<V> found;
  private @Nullable Entry<V> compared;
  private boolean asExpected;
  private boolean overtaken;
  private boolean isFound;
  private @Nullable Entry<V> present;
  private @Nullable Entry<V> expired;

  // What came of it.
  private Act act = Act.LEAVE;
  private long length = Expiry.UNCHANGED;
  private @Nullable Entry<V> replaced;
  private boolean yielded;
  private boolean committed;
  private boolean lookupCounted;
  private List<Change<K, V>> changes = List.of();

  Update(Terms<K, V> terms, Operation operation, K key, @Nullable Ticket ticket) {
    this.terms = terms;
    this.operation = operation;
    this.key = key;
    this.ticket = ticket;
  }

  @Override
  public K key() {
    return key;
  }

  @Override
  public @Nullable Ticket ticket() {
    return ticket;
  }

  @Override
  public boolean givesWay() {
    return ticket != null || operation == Operation.EXPIRE;
  }

  @Override
  public boolean overrulesLoads() {
    return act.replaces();
  }

  @Override
  public boolean reachesSource() {
    return act.reachesSource() && !yielded;
  }

  @Override
  public @Nullable V written() {
    return (act == Act.DELETE || wanted == null) ? null : wanted.value();
  }

  Operation operation() {
    return operation;
  }

  /** Names the entry that is to be stored. */
  Update<K, V> write(Entry<V> entry) {
    wanted = entry;
    draft = entry;
    return this;
  }

  /** Says how long what is stored lives, from what the expiry policy says if it has to be asked. */
  Update<K, V> living(ToLongFunction<LongSupplier> rule) {
    life = rule;
    return this;
  }

  /** Asks for the entry that was found, for the user to get. */
  Update<K, V> returningFound() {
    returnsFound = true;
    return this;
  }

  /** Names the value that the entry must have. */
  Update<K, V> expect(V value) {
    expected = value;
    return this;
  }

  /**
   * Compares the expected value with that of the entry as it is now; {@code equals} is user code,
   * so this comes before the step, which only looks whether the entry is still the same.
   */
  void compare(@Nullable Entry<V> seen) {
    compared = seen;
    asExpected = seen != null && Objects.deepEquals(expected, seen.value());
    overtaken = false;
    act = Act.LEAVE;
  }

  /** Whether the entry was replaced after {@link #compare}, so that both are due again. */
  boolean wasOvertaken() {
    return overtaken;
  }

  /** Decides before the step, on what was found under a hold; the step then only carries it out. */
  void decide(@Nullable Entry<V> current) {
    if (operation.expectsValue()) {
      compare(current);
    }
    observe(current);
    choose(actOfRow());
    held = true;
  }

  /** The kernel: an entry whose instant has passed is remembered for its event, and is absent. */
  void observe(@Nullable Entry<V> current) {
    now = terms.now();
    boolean past = current != null && current.isExpiredAt(now);
    found = current;
    expired = (current != null && past && !current.isAbsence()) ? current : null;
    present = past ? null : current;
    isFound = present != null;
    replaced = present;
  }

  private Act actOfRow() {
    return (present == null) ? operation.whenAbsent() : operation.whenPresent(asExpected);
  }

  /** Settles on an act and asks the expiry policy how long an entry lives after it. */
  void choose(Act chosen) {
    act = chosen;
    length =
        switch (chosen) {
          case TOUCH -> terms.expiry().forAccess();
          case WRITE, LOAD ->
              found()
                  ? life.applyAsLong(this::lengthOfUpdate)
                  : life.applyAsLong(this::lengthOfCreation);
          case LEAVE, DELETE, DROP -> Expiry.UNCHANGED;
        };
    boolean stays = chosen == Act.LEAVE || chosen == Act.TOUCH;
    if (chosen == Act.DROP || (stays && expired != null && terms.isKept(expired, now))) {
      expired = null;
    }
  }

  private long lengthOfCreation() {
    return terms.expiry().forCreation();
  }

  private long lengthOfUpdate() {
    return (operation == Operation.REFRESH) ? lengthOfCreation() : terms.expiry().forUpdate();
  }

  /** Like {@link #choose}, for an entry processor's choice. */
  void chooseHeld(Act chosen) {
    choose(chosen);
    held = true;
  }

  @Override
  public @Nullable Entry<V> next(@Nullable Entry<V> current) {
    draft = wanted;
    if (held) {
      if (current != null && current != found) {
        // A blind put came after what was decided here, so its entry stays, and its pending write.
        yielded = true;
        replaced = null;
        expired = null;
        draft = null;
        return current;
      }
      now = terms.now();
      replaced = (current == null) ? null : present;
      expired = (current == null) ? null : expired;
    } else if (operation.expectsValue() && current != compared) {
      overtaken = true;
      return current;
    } else {
      observe(current);
      choose(actOfRow());
    }
    return switch (act) {
      case WRITE, LOAD -> dated(Objects.requireNonNull(draft));
      case DELETE, DROP -> null;
      case LEAVE, TOUCH -> (current == expired) ? null : current;
    };
  }

  // ---- decide, elsewhere

  @Override
  public Row<V> row() {
    boolean heard = !terms.events().isSilent();
    if (held) {
      return new Row<>(act, act, draft, lengthOfNew(), length, length, false, heard, null);
    }
    Act whenPresent = operation.whenPresent(asExpected);
    Entry<V> condition = terms.isPresent(compared) ? compared : null;
    boolean gone = operation.expectsValue() && condition == null;
    return new Row<>(
        operation.whenAbsent(),
        gone ? Act.LEAVE : whenPresent,
        draft,
        operation.whenAbsent().stores()
            ? life.applyAsLong(this::lengthOfCreation)
            : Expiry.UNCHANGED,
        whenPresent.stores() ? life.applyAsLong(this::rowLengthOfUpdate) : Expiry.UNCHANGED,
        whenPresent == Act.TOUCH ? terms.expiry().forAccess() : Expiry.UNCHANGED,
        returnsFound || heard,
        heard,
        condition);
  }

  /** An entry that is gone by now leaves its successor no more time than it had itself. */
  private long lengthOfNew() {
    if (length != Expiry.UNCHANGED || present == null || present.isEternal()) {
      return length;
    }
    return Math.max(0, present.expires() - terms.now());
  }

  /** Said as that of a new entry where they are the same, so that no tier has to look first. */
  private long rowLengthOfUpdate() {
    return terms.expiry().ignoresPresent() ? lengthOfCreation() : lengthOfUpdate();
  }

  @Override
  public void judged(Act due, boolean wasFound, @Nullable Entry<V> entry, boolean stored) {
    act = due;
    overtaken = false;
    if (!held) {
      isFound = wasFound;
      now = terms.now();
      present = entry;
      replaced = entry;
    }
    if (due.stores() && !stored && !isFound) {
      draft = null;
    }
  }

  @Override
  public void overtaken() {
    overtaken = true;
  }

  /** The new entry, its life counted from here on; null if it would be past from the start. */
  private @Nullable Entry<V> dated(Entry<V> entry) {
    if (present == null && length <= 0) {
      draft = null;
      return null;
    }
    entry.expireAt(
        (present != null && length == Expiry.UNCHANGED)
            ? present.expires()
            : Expiry.instant(now, length));
    return entry;
  }

  // ---- settle

  @Override
  public void committed() {
    if (overtaken) {
      return;
    }
    committed = true;
    if (act == Act.TOUCH && length != Expiry.UNCHANGED && replaced != null) {
      replaced.expireAt(Expiry.instant(now, length));
    }
    if (!terms.events().isSilent()) {
      changes = happened();
      changes.forEach(terms.events()::record);
    }
  }

  private List<Change<K, V>> happened() {
    List<Change<K, V>> happened = new ArrayList<>(2);
    if (expired != null) {
      happened.add(Change.expired(key, expired.value()));
    }
    V after = (act.stores() && draft != null && !draft.isAbsence()) ? draft.value() : null;
    boolean changes = act.stores() ? draft != null : act == Act.DELETE;
    Change<K, V> change =
        changes ? Change.between(key, replaced == null ? null : replaced.value(), after) : null;
    if (change != null) {
      happened.add(change);
    }
    return happened;
  }

  /** Counts the operation, if it was carried out. */
  void count() {
    if (committed) {
      countLookup();
      countChange();
    }
  }

  void countLookup() {
    if (operation.countsLookup() && !lookupCounted && terms.statistics().isEnabled()) {
      lookupCounted = true;
      terms.statistics().lookup(found());
    }
  }

  void countChange() {
    Statistics statistics = terms.statistics();
    if (!statistics.isEnabled()) {
      return;
    }
    if (expired != null) {
      statistics.expiration();
    }
    statistics.changed(act, found(), draft != null);
  }

  /** Ends the measuring of so many updates of which this is one. */
  void took(long start, int updates) {
    Statistics statistics = terms.statistics();
    if (operation.countsLookup()) {
      statistics.getTook(start, updates);
    }
    statistics.took(act, start, updates);
  }

  /** Whether it was carried out. */
  boolean isCommitted() {
    return committed;
  }

  /** What listeners are to hear of, already in its place in the key's order. */
  List<Change<K, V>> changes() {
    return changes;
  }

  // ---- outcome

  Act act() {
    return act;
  }

  /** The entry that was to be stored. */
  Entry<V> draft() {
    return Objects.requireNonNull(draft);
  }

  /** Whether there was an entry. */
  boolean found() {
    return isFound;
  }

  /** The entry that there was, or null. */
  @Nullable Entry<V> present() {
    return present;
  }
}
