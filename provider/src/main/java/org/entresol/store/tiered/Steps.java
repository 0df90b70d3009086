package org.entresol.store.tiered;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.entresol.guard.Rounds;
import org.entresol.store.Transition;
import org.entresol.store.near.Place;
import org.entresol.store.near.TieredEntry;
import org.entresol.tier.Outcome;
import org.entresol.tier.Plan;
import org.entresol.tier.Verdict;
import org.entresol.tier.Version;
import org.entresol.tier.away.EmptyWhileAway;
import org.jspecify.annotations.Nullable;

/**
 * The making of steps in the tier, again where it judged by an entry that this node cannot read:
 * that is none to its users, which the tier is told then. Thread-safe.
 *
 * <p>Nothing is stored or given up by the value of an entry before that has been read. What would
 * be replaced because it is there is therefore looked at first: the step is made if the version is
 * the one that is near, and else once more when that which is there was read.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class Steps<K, V> {

  private final Wording<K, V> wording;
  private final Settling<K, V> settling;
  private final Dispatch<K, V> dispatch;
  private final @Nullable EmptyWhileAway absence;

  /**
   * Creates the making of steps.
   *
   * @param absence notes what is decided while the tier is away; null where nothing is then
   */
  Steps(
      Wording<K, V> wording,
      Settling<K, V> settling,
      Dispatch<K, V> dispatch,
      @Nullable EmptyWhileAway absence) {
    this.wording = wording;
    this.settling = settling;
    this.dispatch = dispatch;
    this.absence = absence;
  }

  /** Makes steps of keys that nobody else holds. */
  void make(List<Transition<K, V>> transitions) {
    List<Sent<K, V>> due = new ArrayList<>(transitions.size());
    for (Transition<K, V> transition : transitions) {
      if (transition.rule().isIdle()) {
        if (absence != null) {
          absence.overtake(wording.place(transition.key()).bytes());
        }
        settling.settleIdle(transition);
      } else {
        due.add(first(transition));
      }
    }
    while (!due.isEmpty()) {
      int distinct = distinct(due);
      makeAll(due.subList(0, distinct));
      due = due.subList(distinct, due.size());
    }
  }

  /** How many steps there are before the first that waits for another of its key. */
  private static <K> int distinct(List<? extends Sent<K, ?>> due) {
    Set<K> keys = new HashSet<>();
    int count = 0;
    while (count < due.size() && keys.add(due.get(count).transition().key())) {
      count++;
    }
    return count;
  }

  private void makeAll(List<Sent<K, V>> sent) {
    List<Sent<K, V>> due = sent;
    for (int round = 0; !due.isEmpty(); round++) {
      Rounds.require(round, due.get(0).transition().key(), dispatch.failures()::of);
      due = makeOnce(due);
    }
  }

  private Sent<K, V> first(Transition<K, V> transition) {
    Place<K, V> place = wording.place(transition.key());
    Plan plan = wording.plan(place, transition);
    if (wording.looksFirst(transition)) {
      plan.ifVersion(version(place.near()));
    }
    Request<K, V> request = new Request<>(place, plan, transition.draft());
    return new Sent<>(transition, transition.expected(), request);
  }

  private static @Nullable Version version(@Nullable TieredEntry<?> entry) {
    return (entry == null || entry.isAbsenceInstead()) ? null : entry.version();
  }

  /** Makes steps, and gives those that are to be made again. */
  private List<Sent<K, V>> makeOnce(List<Sent<K, V>> sent) {
    List<Request<K, V>> requests = sent.stream().map(Sent::request).toList();
    List<Outcome> outcomes = dispatch.send(requests);
    List<Sent<K, V>> again = new ArrayList<>();
    settling.each(
        sent,
        outcomes,
        answer -> {
          if (isDueAgain(answer)) {
            again.add(again(answer));
          } else {
            settling.settle(answer);
          }
        });
    dispatch.requireRoom(requests, outcomes);
    return again;
  }

  private boolean isDueAgain(Answer<K, V> answer) {
    boolean overtaken = answer.outcome().verdict() == Verdict.OVERTAKEN;
    return answer.isMisjudged() || (overtaken && isLook(answer.sent()));
  }

  /** Whether a step was sent to look what is there, rather than on a condition of its own. */
  private boolean isLook(Sent<K, V> sent) {
    return sent.request().plan().isConditional() && wording.looksFirst(sent.transition());
  }

  /**
   * The same step, on what the tier has told of. A look is taken once: whoever replaces the entry
   * again and again must not keep others from doing so.
   */
  private Sent<K, V> again(Answer<K, V> answer) {
    Sent<K, V> sent = answer.sent();
    Plan plan = sent.request().plan();
    Version unreadable = answer.unreadable();
    if (unreadable != null) {
      plan.passingOver(unreadable);
    }
    if (isLook(sent)) {
      plan.ifAny();
    }
    return sent;
  }
}
