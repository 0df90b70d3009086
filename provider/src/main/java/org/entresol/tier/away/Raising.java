package org.entresol.tier.away;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Found;
import org.entresol.tier.Outcome;
import org.entresol.tier.Plan;
import org.entresol.tier.Stored;
import org.entresol.tier.TierException;
import org.entresol.tier.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * The making up for what was put while a tier was away: it is stored unless something greater is
 * there.
 */
record Raising(ByteTier tier, Growth growth) {

  /** Others may come in between, but what they put is greater or comes to an end. */
  private static final int MOST_ROUNDS = 10;

  /**
   * Stores what is greater than what is there.
   *
   * @throws TierException if the tier is away, or others never stop to change it
   */
  void store(Collection<Plan> plans) {
    List<Plan> left = List.copyOf(plans);
    for (int round = 0; !left.isEmpty(); round++) {
      if (round == MOST_ROUNDS) {
        throw TierException.away(
            "Others keep changing what was put while the tier was away", null, true);
      }
      left = tryToStore(left);
    }
  }

  /** What is no entry to a plan either is none here. */
  private @Nullable Stored present(@Nullable Stored entry) {
    boolean over =
        entry != null
            && (entry.isAbsence() || (entry.expires() != 0 && entry.expires() <= tier.millis()));
    return over ? null : entry;
  }

  /** Those that others came before. */
  private List<Plan> tryToStore(List<Plan> plans) {
    List<Found> found = tier.readAll(plans.stream().map(Plan::key).toList());
    List<Plan> due = new ArrayList<>();
    for (int i = 0; i < plans.size(); i++) {
      Plan plan = plans.get(i);
      Stored there = present(found.get(i).entry());
      if (there == null || growth.isGreater(plan.key(), plan.payload(), there)) {
        due.add(plan.ifVersion(there == null ? null : there.version()));
      }
    }
    List<Outcome> outcomes = tier.attemptAll(due);
    List<Plan> left = new ArrayList<>();
    for (int i = 0; i < due.size(); i++) {
      if (outcomes.get(i).verdict() == Verdict.OVERTAKEN) {
        left.add(due.get(i));
      }
    }
    return left;
  }
}
