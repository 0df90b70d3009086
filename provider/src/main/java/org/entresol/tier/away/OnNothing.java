package org.entresol.tier.away;

import org.entresol.tier.Facts;
import org.entresol.tier.Facts.Holder;
import org.entresol.tier.Facts.State;
import org.entresol.tier.Judge;
import org.entresol.tier.Judgement;
import org.entresol.tier.Judgement.Change;
import org.entresol.tier.Lifetimes;
import org.entresol.tier.Outcome;
import org.entresol.tier.Plan;
import org.entresol.tier.Rule;
import org.entresol.tier.Rule.Condition;
import org.entresol.tier.Rule.Right;

/** The judgement of plans where there is nothing. Stateless. */
final class OnNothing {

  private OnNothing() {}

  /**
   * What comes of a plan on an empty cache. What was found under a lease before the cache became
   * empty counts as found: user code has worked with it, alone, and is not run again for that.
   */
  static Outcome of(Plan plan) {
    Rule rule = plan.rule();
    boolean leased = rule.right() == Right.LEASE;
    boolean seen = leased && rule.condition() == Condition.SAME;
    Facts facts =
        new Facts(
            seen ? State.PRESENT : State.NONE,
            Lifetimes.NEVER,
            seen,
            leased ? Holder.SELF : Holder.NOBODY,
            true,
            true,
            0);
    Judgement judged = Judge.judge(rule, facts);
    return new Outcome(
        judged.verdict(),
        judged.act(),
        judged.found(),
        judged.change() == Change.STORE,
        Outcome.HERE,
        0,
        null);
  }

  /** Whether a plan would overtake what there may be. */
  static boolean overtakes(Plan plan) {
    return plan.whenAbsent().replaces() || plan.whenPresent().replaces();
  }
}
