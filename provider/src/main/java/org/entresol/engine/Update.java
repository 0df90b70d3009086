package org.entresol.engine;

import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.entresol.event.Change;
import org.entresol.guard.Ticket;
import org.entresol.store.Entry;
import org.entresol.store.Transition;
import org.entresol.tier.Act;
import org.entresol.tier.Decision;
import org.entresol.tier.Judge;
import org.entresol.tier.Rule;
import org.entresol.tier.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * One operation on one entry: what it wants, and what came of it.
 *
 * <p>It is carried out in three phases. <i>Decide</i>: by its {@link #rule}, which the store has
 * judged inside its step if no user code is needed; else before it, under a hold, by {@link
 * #decide}. <i>Effect</i>: the writer, by {@link Writes}. <i>Settle</i>: events in the key's order
 * ({@link #settled}) and statistics, once. Belongs to one thread.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class Update<K, V> implements Transition<K, V>, Telling.Told<K, V> {

  private final Terms<K, V> terms;
  private final Operation operation;
  private final K key;
  private final @Nullable Ticket ticket;

  // What it wants.
  private @Nullable Entry<V> draft;
  private @Nullable V expected;
  private @Nullable ToLongFunction<LongSupplier> life;
  private @Nullable Rule rule;
  private boolean held;

  // What came of it.
  private @Nullable Entry<V> present;
  private @Nullable Decision decision;

  /** What listeners are to hear of; null where nobody listens. */
  private @Nullable List<Change<K, V>> changes;

  /**
   * Creates an update that has not been decided on yet.
   *
   * @param key the key, already the cache's own
   * @param ticket the right of a load to store its result; null for all else
   */
  public Update(Terms<K, V> terms, Operation operation, K key, @Nullable Ticket ticket) {
    this.terms = terms;
    this.operation = operation;
    this.key = key;
    this.ticket = ticket;
    this.changes = terms.events().isSilent() ? null : List.of();
  }

  // ---- what it wants

  /** Names the entry that is to be stored. */
  public Update<K, V> write(Entry<V> entry) {
    draft = entry;
    return this;
  }

  /** Says how long what is stored lives, from what the expiry policy says if it has to be asked. */
  public Update<K, V> living(ToLongFunction<LongSupplier> length) {
    life = length;
    return this;
  }

  /** Names the value that the entry must have. */
  Update<K, V> expect(V value) {
    expected = value;
    return this;
  }

  @Override
  public Operation operation() {
    return operation;
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
  public boolean isHeard() {
    return changes != null;
  }

  @Override
  public boolean wantsFound() {
    return !held && (operation.returnsFound() || isHeard());
  }

  @Override
  public @Nullable Entry<V> draft() {
    return draft;
  }

  @Override
  public @Nullable Entry<V> expected() {
    return (held || !operation.expectsValue()) ? null : present;
  }

  @Override
  public Rule rule() {
    if (rule == null) {
      rule = terms.rules().of(operation, life, ticket != null);
    }
    return rule;
  }

  // ---- decide

  /**
   * Compares the expected value with that of the entry as it is now; {@code equals} is user code,
   * so this comes before the step, which only looks whether the entry is still the same.
   */
  void compare(@Nullable Entry<V> current) {
    observe(current);
    boolean matches = present != null && isAsExpected(present);
    rule = terms.rules().of(operation, present != null, matches, terms.mostLeft(present));
  }

  private boolean isAsExpected(Entry<V> seen) {
    return Objects.deepEquals(expected, seen.value());
  }

  /** Decides before the step, on what was found under a hold; the step then only carries it out. */
  void decide(@Nullable Entry<V> current) {
    observe(current);
    choose(
        present == null
            ? operation.whenAbsent()
            : operation.whenPresent(!operation.expectsValue() || isAsExpected(present)));
  }

  /** Looks at what is held: an entry whose instant has passed is an absent one. */
  void observe(@Nullable Entry<V> current) {
    present = terms.isPresent(current) ? current : null;
    decision = null;
    rule = null;
    held = false;
  }

  /**
   * Settles on an act under a hold, and asks the expiry policy how long an entry lives after it.
   */
  void choose(Act chosen) {
    Rules rules = terms.rules();
    long length =
        (present == null)
            ? rules.lengthOfNew(chosen, life)
            : rules.lengthOfKnown(operation, chosen, life, terms.mostLeft(present));
    rule = rules.ofHeld(chosen, length, length, ticket != null);
    held = true;
  }

  /** Says, after the effect and before the step, what is wanted if the entry is gone by then. */
  void succeed() {
    Entry<V> seen = present;
    if (rule != null && seen != null && !seen.isEternal() && act().stores()) {
      rule = terms.rules().ofSuccessor(rule, seen.expires() - terms.now(), life);
    }
  }

  // ---- settle

  @Override
  public void settled(Decision made, @Nullable Entry<V> found) {
    decision = made;
    if (made.verdict() != Verdict.MADE) {
      return;
    }
    if (!held) {
      present = made.found() ? found : null;
    }
    if (made.act() != Act.DROP) {
      boolean letGo = !made.found() && !(found() && made.act().replaces());
      changes = terms.telling().made(this, found() ? found : null, letGo ? found : null);
    }
  }

  @Override
  public @Nullable Decision decision() {
    return decision;
  }

  /** What listeners are to hear of, already in its place in the key's order. */
  List<Change<K, V>> changes() {
    return (changes == null) ? List.of() : changes;
  }

  @Override
  public boolean isCommitted() {
    return decision != null && decision.verdict() == Verdict.MADE;
  }

  /**
   * Whether the entry was replaced after {@link #compare}, so that both are due again. They are not
   * where nothing was to be changed: that was right when it was looked at, and is settled on.
   */
  boolean isDueAgain() {
    boolean overtaken = decision != null && decision.verdict() == Verdict.OVERTAKEN;
    if (overtaken && !rule().whenPresent().replaces()) {
      settled(Judge.unchanged(present != null), present);
      return false;
    }
    return overtaken;
  }

  /** The act that was due, or that was settled on under a hold. */
  @Override
  public Act act() {
    if (held && rule != null) {
      return rule.whenAbsent();
    }
    return (decision == null) ? Act.LEAVE : decision.act();
  }

  @Override
  public boolean found() {
    return (held || decision == null) ? present != null : decision.found();
  }

  @Override
  public @Nullable Entry<V> present() {
    return present;
  }
}
