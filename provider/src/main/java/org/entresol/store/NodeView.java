package org.entresol.store;

import java.time.Duration;
import java.util.List;
import org.entresol.guard.Ticket;
import org.entresol.guard.Tickets;
import org.entresol.tier.Act;
import org.entresol.tier.Facts;
import org.entresol.tier.Facts.State;
import org.entresol.tier.Found;
import org.entresol.tier.Judge;
import org.entresol.tier.Lifetimes;
import org.entresol.tier.Outcome;
import org.entresol.tier.Stored;
import org.entresol.tier.Verdict;
import org.entresol.tier.Version;
import org.jspecify.annotations.Nullable;

/**
 * What this node knows of a shared tier: its near entries, how far each partition has got, and the
 * loads that a change overrules. What the tier answers comes here before anybody hears of it.
 * Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class NodeView<K, V> {

  /** How long a step waits for its own announcement, so that those before it have come. */
  private static final Duration LONGEST_HEARING = Duration.ofSeconds(1);

  private final Wording<K, V> wording;
  private final Coherence coherence;
  private final @Nullable NearCache<K, V> near;
  private final Tickets<K> tickets;
  private final @Nullable RemoteChanges<K, V> remote;

  /**
   * Creates the view of one cache.
   *
   * @param near the near entries, or null where there are none
   * @param remote tells listeners of the changes of other nodes, or null
   */
  NodeView(
      Wording<K, V> wording,
      Coherence coherence,
      @Nullable NearCache<K, V> near,
      Tickets<K> tickets,
      @Nullable RemoteChanges<K, V> remote) {
    this.wording = wording;
    this.coherence = coherence;
    this.near = near;
    this.tickets = tickets;
    this.remote = remote;
  }

  /**
   * What was found, as an entry of this node, which becomes a near one if nothing newer is known.
   */
  @Nullable TieredEntry<V> known(Place<K, V> place, Found found) {
    TieredEntry<V> entry = wording.entry(place, found);
    if (entry != null && near != null) {
      coherence.meet(place.partition(), found.sequence());
      near.admit(place.key(), place.hash(), entry);
    } else if (near != null && place.isOutdatedAt(found.sequence())) {
      // It went without news, as what is evicted does; nobody may be given it after this answer.
      near.drop(place.key(), place.near());
    }
    return entry;
  }

  /** Settles a step of which nothing can come, on what was seen. */
  void settleIdle(Transition<K, V> transition) {
    Entry<V> seen = transition.expected();
    State state = (seen == null) ? State.NONE : State.PRESENT;
    Facts facts = Facts.of(state, Lifetimes.NEVER, true, 0);
    transition.settled(Judge.judge(transition.rule(), facts), seen);
  }

  /** Takes over what came of steps, of all of them even if some cannot be told. */
  void settleAll(List<Sent<K, V>> sent, List<Outcome> outcomes) {
    RuntimeException failure = null;
    for (int i = 0; i < sent.size(); i++) {
      try {
        settle(sent.get(i), outcomes.get(i));
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

  private void settle(Sent<K, V> sent, Outcome outcome) {
    Transition<K, V> transition = sent.transition();
    Ticket ticket = transition.ticket();
    switch (outcome.verdict()) {
      case OVERTAKEN -> drop(transition.key());
      case FENCED, FULL -> {}
      case REVOKED -> {
        if (ticket != null) {
          ticket.refuse();
        }
      }
      case MADE -> made(sent, outcome);
    }
    transition.settled(outcome, (outcome.verdict() == Verdict.MADE) ? found(sent, outcome) : null);
  }

  private void made(Sent<K, V> sent, Outcome outcome) {
    Transition<K, V> transition = sent.transition();
    Ticket ticket = transition.ticket();
    if (ticket != null && outcome.act() != Act.LEAVE) {
      ticket.use();
    }
    take(sent.request(), outcome);
    if (outcome.act().replaces() && ticket == null) {
      tickets.revoke(transition.key());
    } else if (outcome.stored() && ticket != null) {
      tickets.revokeOthers(transition.key(), ticket);
    }
    if (remote != null && transition.isHeard() && outcome.sequence() != Outcome.HERE) {
      coherence.awaitHeard(sent.request().place().partition(), outcome.sequence(), LONGEST_HEARING);
      remote.flush(transition.key(), outcome.sequence());
    }
  }

  /**
   * The entry that was found: as the answer has it, or the one that had to be there. Of one that is
   * gone by now it is only known that it has expired, if it has.
   */
  private @Nullable Entry<V> found(Sent<K, V> sent, Outcome outcome) {
    TieredEntry<V> told = wording.entry(sent.request().place(), outcome);
    if (told != null) {
      return told;
    }
    Entry<V> seen = sent.seen();
    return (seen != null && (outcome.found() || !wording.isAlive(seen))) ? seen : null;
  }

  /** Takes what the authority has by now into the near cache. */
  void take(Request<K, V> request, Outcome outcome) {
    if (near == null || outcome.sequence() == Outcome.HERE) {
      return;
    }
    Place<K, V> place = request.place();
    Entry<V> draft = request.draft();
    long sequence = outcome.sequence();
    coherence.meet(place.partition(), sequence - 1);
    boolean changes = outcome.act().replaces() && (outcome.found() || outcome.act() != Act.LOAD);
    if (changes && place.isAheadOf(sequence)) {
      // Only an authority that went back steps to no more than what was near before it was asked.
      coherence.drop(place.partition());
    } else if (changes) {
      coherence.raise(place.partition(), place.hash(), sequence);
      near.dropOlder(place.key(), sequence);
    } else if (!outcome.found()) {
      near.dropOlder(place.key(), sequence + 1);
    }
    if (outcome.stored() && draft != null) {
      near.admit(place.key(), place.hash(), wording.stored(request, draft, outcome));
    }
    if (outcome.act() == Act.TOUCH) {
      follow(near, request, outcome);
    }
  }

  /** Lets the near entry follow one of which the instant has moved; else it would outlive it. */
  private void follow(NearCache<K, V> cache, Request<K, V> request, Outcome outcome) {
    long life = request.plan().lifetimes().access();
    if (life == Lifetimes.UNCHANGED) {
      return;
    }
    Place<K, V> place = request.place();
    Stored moved = outcome.entry();
    Version version = (moved == null) ? request.plan().expected() : moved.version();
    TieredEntry<V> known = (version == null || life == 0) ? null : place.near(version);
    if (known == null) {
      cache.drop(place.key());
    } else {
      known.expireAt(outcome.expires() == 0 ? Entry.ETERNAL : wording.instant(outcome.expires()));
      cache.touched(place.key());
    }
  }

  /** Drops a near entry of a key that is gone in the tier. */
  void forget(Place<K, V> place) {
    drop(place.key());
    tickets.revoke(place.key());
  }

  /** Drops the near entries of plans of which nobody knows what came of them. */
  void distrust(List<Request<K, V>> requests) {
    requests.forEach(request -> drop(request.place().key()));
  }

  private void drop(K key) {
    if (near != null) {
      near.drop(key);
    }
  }
}
