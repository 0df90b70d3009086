package org.entresol.tier;

import org.entresol.tier.Facts.Holder;
import org.entresol.tier.Facts.State;
import org.entresol.tier.Judgement.Change;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of every operation on one entry: from what is wanted and what there is to what comes
 * of it, as the tables of JSR-107 have it.
 *
 * <p>The one place in Java that says so: a store or tier gathers the {@link Facts} and carries the
 * {@link Judgement} out, both in one step that nobody comes between. The scripts in Redis say the
 * same in their language and are compared with this one, case by case. Stateless and pure.
 */
public final class Judge {

  private Judge() {}

  /** What comes of an operation that wants {@code rule} where there is {@code facts}. */
  public static Judgement judge(Rule rule, Facts facts) {
    boolean found = facts.state() == State.PRESENT;
    if (!isRight(rule.right(), facts.holder())) {
      return refused(Verdict.FENCED, facts);
    }
    if (!isMet(rule.condition(), facts, found)) {
      return refused(Verdict.OVERTAKEN, facts);
    }
    Act act = found ? rule.whenPresent() : rule.whenAbsent();
    boolean leavesWrite = rule.writtenBehind() && act.reachesSource();
    if (leavesWrite && !facts.room()) {
      return refused(Verdict.FULL, facts);
    }
    if (act == Act.LOAD && rule.ticketed() && !mayLoad(facts)) {
      return refused(Verdict.REVOKED, facts);
    }
    if (act == Act.LOAD && facts.state() == State.UNREADABLE) {
      // What one node loads must not end an entry that others can read.
      return left(Act.LEAVE, facts);
    }
    return switch (act) {
      case LEAVE -> left(act, facts);
      case TOUCH -> {
        long life = rule.lifetimes().access();
        yield moves(life, facts) ? touched(life, facts) : left(act, facts);
      }
      case WRITE, LOAD -> stored(act, rule, facts, leavesWrite);
      case DELETE, DROP -> removed(act, act, facts, leavesWrite);
    };
  }

  /** What comes of an operation that was found, when it was looked at, to change nothing. */
  public static Judgement unchanged(boolean found) {
    State state = found ? State.PRESENT : State.NONE;
    return left(Act.LEAVE, Facts.of(state, Lifetimes.NEVER, true, 0));
  }

  private static boolean isRight(Rule.Right right, Holder holder) {
    return switch (right) {
      case NONE -> true;
      case FREE -> holder != Holder.ANOTHER;
      case LEASE -> holder == Holder.SELF;
    };
  }

  private static boolean isMet(Rule.Condition condition, Facts facts, boolean found) {
    return switch (condition) {
      case NONE -> true;
      case ABSENT -> !found;
      case SAME -> found && facts.same();
    };
  }

  /**
   * A load whose ticket was revoked, or during which somebody has taken the key, comes too late.
   */
  private static boolean mayLoad(Facts facts) {
    return facts.ticketStands() && facts.holder() != Holder.ANOTHER;
  }

  private static Judgement refused(Verdict verdict, Facts facts) {
    return judgement(verdict, Act.LEAVE, facts, Change.NONE, facts.ends(), null, false);
  }

  private static Judgement left(Act act, Facts facts) {
    return judgement(Verdict.MADE, act, facts, Change.NONE, facts.ends(), null, false);
  }

  private static boolean moves(long life, Facts facts) {
    return facts.state() == State.PRESENT && life != Lifetimes.UNCHANGED;
  }

  private static Judgement touched(long life, Facts facts) {
    return (life == 0)
        ? removed(Act.TOUCH, Act.DELETE, facts, false)
        : moved(Lifetimes.instant(facts.now(), life), facts);
  }

  private static Judgement moved(long ends, Facts facts) {
    return judgement(Verdict.MADE, Act.TOUCH, facts, Change.MOVE, ends, null, false);
  }

  private static Judgement stored(Act act, Rule rule, Facts facts, boolean leavesWrite) {
    Lifetimes lives = rule.lifetimes();
    boolean found = facts.state() == State.PRESENT;
    long life = found ? lives.update() : lives.creation();
    if (life == 0) {
      return removed(act, Act.DELETE, facts, leavesWrite);
    }
    long ends = (life == Lifetimes.UNCHANGED) ? facts.ends() : Lifetimes.instant(facts.now(), life);
    // A load into nothing makes nobody's entry untrue, but for one that is to replace whatever
    // there is: others may have near still what was evicted here. And others may believe in an
    // absence.
    boolean told =
        act == Act.WRITE
            || rule.whenPresent() == Act.LOAD
            || found
            || facts.state() == State.ABSENCE;
    return judgement(
        Verdict.MADE, act, facts, Change.STORE, ends, told ? Act.WRITE : null, leavesWrite);
  }

  /**
   * What lies there goes. Others may have it near still though it was evicted here, so they are
   * told even if nothing lies there; but not of a load, which makes nobody's entry untrue.
   */
  private static Judgement removed(Act act, Act told, Facts facts, boolean leavesWrite) {
    boolean lies = facts.state() != State.NONE;
    return judgement(
        Verdict.MADE,
        act,
        facts,
        lies ? Change.REMOVE : Change.NONE,
        Lifetimes.NEVER,
        (lies || act != Act.LOAD) ? told : null,
        leavesWrite);
  }

  private static Judgement judgement(
      Verdict verdict,
      Act act,
      Facts facts,
      Change change,
      long ends,
      @Nullable Act told,
      boolean leavesWrite) {
    return new Judgement(
        verdict, act, facts.state() == State.PRESENT, change, ends, told, leavesWrite);
  }
}
