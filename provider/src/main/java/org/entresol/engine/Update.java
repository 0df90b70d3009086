package org.entresol.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.entresol.event.Change;
import org.entresol.expiry.Expiry;
import org.entresol.guard.Ticket;
import org.entresol.stats.Statistics;
import org.entresol.store.Entry;
import org.entresol.store.Transition;
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
  private @Nullable V expected;

  // What it found.
  private boolean held;
  private long now;
  private @Nullable Entry<V> compared;
  private boolean asExpected;
  private boolean overtaken;
  private @Nullable Entry<V> present;
  private @Nullable Entry<V> expired;

  // What came of it.
  private Act act = Act.LEAVE;
  private boolean stored;
  private long touchedUntil = Expiry.UNCHANGED;
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

  Operation operation() {
    return operation;
  }

  /** Names the entry that is to be stored. */
  Update<K, V> write(Entry<V> entry) {
    draft = entry;
    return this;
  }

  /** Names the value that the entry must have. */
  Update<K, V> expect(V value) {
    expected = value;
    return this;
  }

  // ---- decide

  /**
   * Compares the expected value with that of the entry as it is now; {@code equals} is user code,
   * so this happens before the step, which then only looks whether the entry is still the same.
   */
  void compare(@Nullable Entry<V> seen) {
    compared = seen;
    asExpected = seen != null && Objects.deepEquals(expected, seen.value());
    overtaken = false;
  }

  /**
   * Whether the entry was replaced between {@link #compare} and the step, so that both are due
   * again.
   */
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
    expired = past ? current : null;
    present = past ? null : current;
  }

  private Act actOfRow() {
    return (present == null) ? operation.whenAbsent() : operation.whenPresent(asExpected);
  }

  /** Settles on an act and asks the expiry policy what it has to say to it. */
  void choose(Act chosen) {
    act = chosen;
    switch (chosen) {
      case TOUCH -> touchedUntil = until(terms.expiry().forAccess());
      case WRITE, LOAD -> stored = date(Objects.requireNonNull(draft));
      case LEAVE, DELETE -> stored = false;
    }
  }

  /** Like {@link #choose}, for an entry processor's choice. */
  void chooseHeld(Act chosen) {
    choose(chosen);
    held = true;
  }

  /** Gives the new entry its instant; false if it would be expired from the start. */
  private boolean date(Entry<V> entry) {
    boolean update = present != null;
    long length = update ? terms.expiry().forUpdate() : terms.expiry().forCreation();
    if (!update && length <= 0) {
      return false;
    }
    long expires =
        (length == Expiry.UNCHANGED && present != null) ? present.expires() : until(length);
    if (entry.expires() != expires) {
      entry.expireAt(expires);
    }
    return true;
  }

  private long until(long length) {
    return (length == Expiry.UNCHANGED) ? length : Expiry.instant(now, length);
  }

  @Override
  public @Nullable Entry<V> next(@Nullable Entry<V> current) {
    if (!held) {
      if (operation.expectsValue() && current != compared) {
        overtaken = true;
        return current;
      }
      observe(current);
      choose(actOfRow());
    }
    return switch (act) {
      case WRITE, LOAD -> stored ? draft : null;
      case DELETE -> null;
      case LEAVE, TOUCH -> (current == expired) ? null : current;
    };
  }

  // ---- settle

  @Override
  public void committed() {
    if (overtaken) {
      return;
    }
    if (touchedUntil != Expiry.UNCHANGED && present != null) {
      present.expireAt(touchedUntil);
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
    if (stored && draft != null) {
      happened.add(
          (present == null)
              ? Change.created(key, draft.value())
              : Change.updated(key, present.value(), draft.value()));
    } else if (act == Act.DELETE && present != null) {
      happened.add(Change.removed(key, present.value()));
    }
    return happened;
  }

  /** Counts the operation. */
  void count(long start) {
    Statistics statistics = terms.statistics();
    if (expired != null) {
      statistics.expiration();
    }
    if (!statistics.isEnabled()) {
      return;
    }
    if (operation.countsLookup()) {
      statistics.lookup(present != null);
      statistics.getTook(start);
    }
    if (act == Act.WRITE && stored) {
      statistics.put();
      statistics.putTook(start);
    } else if (act == Act.DELETE && present != null) {
      statistics.removal();
      statistics.removeTook(start);
    }
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
    return present != null;
  }

  /** The entry that there was, or null. */
  @Nullable Entry<V> present() {
    return present;
  }
}
