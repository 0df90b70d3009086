package org.entresol.store.tiered;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.entresol.guard.Ticket;
import org.entresol.store.Entry;
import org.entresol.store.Transition;
import org.entresol.store.near.NodeView;
import org.entresol.store.near.Place;
import org.entresol.store.near.TieredEntry;
import org.entresol.tier.Act;
import org.entresol.tier.Facts;
import org.entresol.tier.Facts.State;
import org.entresol.tier.Found;
import org.entresol.tier.Judge;
import org.entresol.tier.Lifetimes;
import org.entresol.tier.Outcome;
import org.entresol.tier.Plan;
import org.entresol.tier.Stored;
import org.entresol.tier.Verdict;
import org.entresol.tier.Version;
import org.jspecify.annotations.Nullable;

/**
 * The taking over of what the tier answers: first into what this node knows, then to whoever asked.
 * Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class Settling<K, V> {

  private final Wording<K, V> wording;
  private final NodeView<K, V> view;

  Settling(Wording<K, V> wording, NodeView<K, V> view) {
    this.wording = wording;
    this.view = view;
  }

  /** What was found, as an entry of this node, which is near from now on if it may be. */
  @Nullable TieredEntry<V> known(Place<K, V> place, Found found) {
    TieredEntry<V> entry = wording.entry(place, found);
    view.found(place, entry, found.sequence());
    return entry;
  }

  /** What was found in several places, in their order; nothing for those where nothing was. */
  Map<K, Entry<V>> known(List<Place<K, V>> places, List<Found> answers) {
    Map<K, Entry<V>> found = new LinkedHashMap<>();
    for (int i = 0; i < places.size(); i++) {
      Entry<V> entry = known(places.get(i), answers.get(i));
      if (entry != null) {
        found.put(places.get(i).key(), entry);
      }
    }
    return found;
  }

  /** Settles a step of which nothing can come, on what was seen. */
  void settleIdle(Transition<K, V> transition) {
    Entry<V> seen = transition.expected();
    State state = (seen == null) ? State.NONE : State.PRESENT;
    Facts facts = Facts.of(state, Lifetimes.NEVER, true, 0);
    transition.settled(Judge.judge(transition.rule(), facts), seen);
  }

  /** Reads what came of steps, and goes on with all of them even if some cannot be read. */
  void each(List<Sent<K, V>> sent, List<Outcome> outcomes, Consumer<Answer<K, V>> further) {
    RuntimeException failure = null;
    for (int i = 0; i < sent.size(); i++) {
      try {
        further.accept(read(sent.get(i), outcomes.get(i)));
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private Answer<K, V> read(Sent<K, V> sent, Outcome outcome) {
    if (outcome.verdict() == Verdict.OVERTAKEN || outcome.verdict() == Verdict.FENCED) {
      // User code may have changed what is near and stored by reference, in vain.
      view.drop(sent.transition().key());
    }
    return new Answer<>(sent, outcome, wording.entry(sent.request().place(), outcome));
  }

  /** Takes over what came of a step. */
  void settle(Answer<K, V> answer) {
    Sent<K, V> sent = answer.sent();
    Transition<K, V> transition = sent.transition();
    Outcome outcome = answer.forUsers();
    Ticket ticket = transition.ticket();
    switch (outcome.verdict()) {
      case OVERTAKEN, FENCED, FULL -> {}
      case REVOKED -> {
        if (ticket != null) {
          ticket.refuse();
        }
      }
      case MADE -> made(sent, outcome);
    }
    transition.settled(outcome, (outcome.verdict() == Verdict.MADE) ? found(answer) : null);
  }

  private void made(Sent<K, V> sent, Outcome outcome) {
    Transition<K, V> transition = sent.transition();
    Ticket ticket = transition.ticket();
    if (ticket != null && outcome.act() != Act.LEAVE) {
      ticket.use();
    }
    take(sent.request(), outcome);
    if (isLeftToOthers(sent.request().plan(), outcome)) {
      wording.keepInstead(sent.request().place().key(), sent.request().plan());
    }
    if (ticket == null ? outcome.act().replaces() : outcome.stored()) {
      view.overrule(transition.key(), ticket);
    }
    if (transition.isHeard() && !outcome.isHere()) {
      view.hearBefore(sent.request().place(), outcome.sequence());
    }
  }

  /** Whether a load has met an entry that this node cannot read, but others perhaps can. */
  private static boolean isLeftToOthers(Plan plan, Outcome outcome) {
    return plan.unreadable() != null
        && plan.whenAbsent() == Act.LOAD
        && outcome.act() == Act.LEAVE
        && !outcome.found();
  }

  /**
   * The entry that was found: as the answer has it, or the one that had to be there. Of one that is
   * gone by now it is only known that it has expired, if it has.
   */
  private @Nullable Entry<V> found(Answer<K, V> answer) {
    if (answer.told() != null) {
      return answer.told();
    }
    Entry<V> seen = answer.sent().seen();
    boolean there = answer.forUsers().found();
    return (seen != null && (there || !wording.isAlive(seen))) ? seen : null;
  }

  /** Takes what the authority has by now near. */
  void take(Request<K, V> request, Outcome outcome) {
    view.made(request.place(), outcome, view.isNear() ? stored(request, outcome) : null);
    if (view.isNear() && outcome.act() == Act.TOUCH) {
      follow(request, outcome);
    }
  }

  private @Nullable TieredEntry<V> stored(Request<K, V> request, Outcome outcome) {
    Entry<V> draft = outcome.stored() ? request.draft() : null;
    return (draft == null || outcome.isHere() || wording.goesOn(request.plan(), outcome))
        ? null
        : wording.stored(request, draft, outcome);
  }

  private void follow(Request<K, V> request, Outcome outcome) {
    long life = request.plan().lifetimes().access();
    if (life == Lifetimes.UNCHANGED || outcome.isHere()) {
      return;
    }
    Place<K, V> place = request.place();
    Stored moved = outcome.entry();
    Version version = (moved == null) ? request.plan().expected() : moved.version();
    TieredEntry<V> known = (version == null || life == 0) ? null : place.near(version);
    view.moved(
        place.key(),
        known,
        outcome.expires() == 0 ? Entry.ETERNAL : wording.instant(outcome.expires()));
  }
}
