package org.entresol.engine;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.entresol.expiry.Expiry;
import org.entresol.store.Lasting;
import org.entresol.tier.Act;
import org.entresol.tier.Lifetimes;
import org.entresol.tier.Rule;
import org.entresol.tier.Rule.Condition;
import org.entresol.tier.Rule.Right;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the operations of one cache, as far as they are known once and for all: those that
 * ask no policy of the user's. Immutable.
 */
public final class Rules {

  private final Expiry expiry;
  private final boolean behind;
  private final boolean ignorePresent;
  private final Map<Operation, Rule> plain = new EnumMap<>(Operation.class);
  private final Map<Operation, Rule> matching = new EnumMap<>(Operation.class);
  private final Map<Operation, Rule> differing = new EnumMap<>(Operation.class);
  private final Rule absent;

  /**
   * Creates the rules of a cache.
   *
   * @param lasting what the expiry does not say of lifetimes
   * @param behind whether the source of record learns of changes later
   */
  public Rules(Expiry expiry, Lasting lasting, boolean behind) {
    this.expiry = expiry;
    this.behind = behind;
    this.ignorePresent = lasting.forEver() || expiry.ignoresPresent();
    Lifetimes lives = expiry.asksUser() ? Lifetimes.NONE : lives();
    for (Operation operation : Operation.values()) {
      Act none = operation.whenAbsent();
      Act matches = operation.whenPresent(true);
      Act differs = operation.whenPresent(false);
      plain.put(operation, rule(none, matches, lives, Condition.NONE, false));
      if (operation.expectsValue()) {
        matching.put(operation, rule(none, matches, lives, Condition.SAME, false));
        differing.put(operation, rule(none, differs, lives, Condition.SAME, false));
      }
    }
    absent = rule(Act.LEAVE, Act.LEAVE, Lifetimes.NONE, Condition.ABSENT, false);
  }

  /** An update is said as a creation where they are the same: so no tier has to look first. */
  private Lifetimes lives() {
    long creation = expiry.forCreation();
    long update = ignorePresent ? creation : expiry.forUpdate();
    return new Lifetimes(creation, update, expiry.forAccess());
  }

  /**
   * Whether a stored entry lives as long, and does live, whether it replaces another or not: what a
   * loader gave a time of its own keeps it, where the policy leaves the instant of an update alone.
   */
  boolean ignorePresent() {
    return ignorePresent;
  }

  /**
   * The rule of an operation that expects a value: that what was seen is there still.
   *
   * @param found whether there was an entry
   * @param matches whether it had the expected value
   * @param most the longest that an access may let the entry live
   */
  Rule of(Operation operation, boolean found, boolean matches, long most) {
    Map<Operation, Rule> rules = matches ? matching : differing;
    return found ? within(requireNonNull(rules.get(operation)), most) : absent;
  }

  private static Rule within(Rule rule, long most) {
    Lifetimes lives = rule.lifetimes();
    if (lives.access() <= most) {
      return rule;
    }
    return new Rule(
        rule.whenAbsent(),
        rule.whenPresent(),
        new Lifetimes(lives.creation(), lives.update(), most),
        rule.condition(),
        rule.right(),
        rule.ticketed(),
        rule.writtenBehind());
  }

  /**
   * The rule of an operation that expects no value.
   *
   * @param life how long what it stores lives, from what the expiry policy says; null for just that
   * @param ticketed whether it is a load, which goes by a ticket and says how long it lives
   */
  Rule of(Operation operation, @Nullable ToLongFunction<LongSupplier> life, boolean ticketed) {
    if (life == null) {
      return requireNonNull(plain.get(operation));
    }
    Act whenAbsent = operation.whenAbsent();
    Act whenPresent = operation.whenPresent(true);
    Lifetimes lives =
        new Lifetimes(
            lengthOfNew(whenAbsent, life),
            lengthOfKnown(operation, whenPresent, life, Lifetimes.ETERNAL),
            Lifetimes.UNCHANGED);
    return rule(whenAbsent, whenPresent, lives, Condition.NONE, ticketed);
  }

  /**
   * The rule of an act that was settled on under a hold, whatever there is by then.
   *
   * @param creation how long it lives if there is nothing by then
   * @param length how long else
   */
  Rule ofHeld(Act act, long creation, long length, boolean ticketed) {
    return rule(act, act, new Lifetimes(creation, length, length), Condition.NONE, ticketed);
  }

  /**
   * The rule of an act that was settled on under a hold and has taken effect at the source: if the
   * entry that was found is gone by the step, what is stored lives as a new one where its time has
   * run out meanwhile; else, where it would have kept its instant, no longer than it had itself.
   *
   * @param rule the rule of the act so far
   * @param left how much of its time the entry that was found has left
   */
  Rule ofSuccessor(Rule rule, long left, @Nullable ToLongFunction<LongSupplier> life) {
    Act act = rule.whenAbsent();
    long known = rule.lifetimes().update();
    long creation =
        (left <= 0) ? lengthOfNew(act, life) : (known == Lifetimes.UNCHANGED) ? left : known;
    return ofHeld(act, creation, known, rule.ticketed());
  }

  /** How long a new entry lives after an act; asks the policy if it has a say in it. */
  long lengthOfNew(Act act, @Nullable ToLongFunction<LongSupplier> life) {
    return act.stores() ? length(life, expiry::forCreation) : Lifetimes.UNCHANGED;
  }

  /**
   * How long an entry that is there lives after an act; asks the policy if it has a say in it.
   *
   * @param most the longest that an access may let it live
   */
  long lengthOfKnown(
      Operation operation, Act act, @Nullable ToLongFunction<LongSupplier> life, long most) {
    if (act == Act.TOUCH) {
      return Math.min(expiry.forAccess(), most);
    }
    if (!act.stores()) {
      return Lifetimes.UNCHANGED;
    }
    return (operation == Operation.REFRESH)
        ? length(life, expiry::forCreation)
        : length(life, expiry::forUpdate);
  }

  private static long length(@Nullable ToLongFunction<LongSupplier> life, LongSupplier policy) {
    return (life == null) ? policy.getAsLong() : life.applyAsLong(policy);
  }

  private Rule rule(
      Act whenAbsent, Act whenPresent, Lifetimes lives, Condition condition, boolean ticketed) {
    return new Rule(whenAbsent, whenPresent, lives, condition, Right.NONE, ticketed, behind);
  }
}
