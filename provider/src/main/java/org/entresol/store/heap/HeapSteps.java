package org.entresol.store.heap;

import java.util.function.BiFunction;
import org.entresol.guard.KeyLocks;
import org.entresol.guard.Ticket;
import org.entresol.guard.Tickets;
import org.entresol.queue.HeapQueue;
import org.entresol.queue.HeapQueue.Offer;
import org.entresol.queue.Waiting;
import org.entresol.store.Entry;
import org.entresol.store.Reclaim;
import org.entresol.store.Tags;
import org.entresol.store.Transition;
import org.entresol.tier.Act;
import org.entresol.tier.Facts;
import org.entresol.tier.Facts.Holder;
import org.entresol.tier.Facts.State;
import org.entresol.tier.Judge;
import org.entresol.tier.Judgement;
import org.entresol.tier.Lifetimes;
import org.entresol.tier.Rule;
import org.entresol.tier.Verdict;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The making of steps in the heap: each is one {@code compute} of its key, with all that has to
 * happen in one piece with it. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class HeapSteps<K, V> {

  private final HeapMap<K, V> entries;
  private final KeyLocks<K> locks;
  private final Tickets<K> tickets;
  private final @Nullable HeapQueue<K, V> queue;
  private final @Nullable Reclaim<K, V> reclaim;
  private final Clock clock;

  /**
   * Creates the making of steps.
   *
   * @param queue takes what the source has to learn later, or null
   * @param reclaim says which expired entries are kept, or null when no entry ever expires
   */
  HeapSteps(
      HeapMap<K, V> entries,
      KeyLocks<K> locks,
      Tickets<K> tickets,
      @Nullable HeapQueue<K, V> queue,
      @Nullable Reclaim<K, V> reclaim,
      Clock clock) {
    this.entries = entries;
    this.locks = locks;
    this.tickets = tickets;
    this.queue = queue;
    this.reclaim = reclaim;
    this.clock = clock;
  }

  /** Makes a step; false when it has to wait for the holder of its key. */
  boolean make(Transition<K, V> transition) {
    return make(transition.key(), new Step(transition));
  }

  /**
   * Makes a step of a key that the current thread holds.
   *
   * @param found what was found under the hold
   */
  void makeHeld(Transition<K, V> transition, @Nullable Entry<V> found) {
    boolean unused = make(transition.key(), new Step(transition, found));
  }

  /**
   * Stores an entry whatever there is; false when that has to wait for the holder of the key.
   *
   * <p>Most puts replace an entry whose last write is still pending: those go without {@code
   * compute}, since whoever has entered the pending write's place is alone with both.
   */
  boolean put(K key, Entry<V> entry, boolean held) {
    Waiting<K, V> place = (queue == null) ? null : queue.enter(key);
    if (place == null) {
      return make(key, new Put(entry, held));
    }
    try {
      boolean free = held || !locks.isHeld(key);
      if (free) {
        tickets.revoke(key);
        entries.put(key, entry);
        tickets.revoke(key);
        place.replace(entry.value());
      }
      return free;
    } finally {
      place.leave();
    }
  }

  /** Makes a step, when there is room for the write that goes with it. */
  private boolean make(K key, Attempt step) {
    Entry<V> unused = entries.compute(key, step);
    if (step.offer != Offer.TAKEN && queue != null) {
      makeLater(key, step, queue);
    }
    return !step.mustWait;
  }

  private void makeLater(K key, Attempt step, HeapQueue<K, V> full) {
    long since = System.nanoTime();
    while (step.offer != Offer.TAKEN) {
      if (step.offer == Offer.FULL) {
        full.awaitRoom(key, since);
      } else {
        Thread.onSpinWait();
      }
      Entry<V> unused = entries.compute(key, step);
    }
  }

  private static State state(@Nullable Entry<?> entry, long now) {
    if (entry == null) {
      return State.NONE;
    }
    if (entry.isAbsence()) {
      return State.ABSENCE;
    }
    return entry.isExpiredAt(now) ? State.PAST : State.PRESENT;
  }

  /** Whether what is stored goes on with the life of what it replaces. */
  private static boolean goesOn(Judgement judged, Rule rule) {
    return judged.found() && rule.lifetimes().update() == Lifetimes.UNCHANGED;
  }

  private boolean keeps(@Nullable Entry<V> past, long now) {
    return past != null && reclaim != null && reclaim.keeps(past, now);
  }

  private static <V> @Nullable Entry<V> moved(@Nullable Entry<V> entry, long ends) {
    if (entry != null) {
      entry.expireAt(ends);
    }
    return entry;
  }

  /** An attempt at a step, which gives way when another thread holds its key. */
  private abstract class Attempt implements BiFunction<K, @Nullable Entry<V>, @Nullable Entry<V>> {

    private final boolean held;
    private final boolean givesWay;
    private boolean mustWait;
    private Offer offer = Offer.TAKEN;

    Attempt(boolean held, boolean givesWay) {
      this.held = held;
      this.givesWay = givesWay;
    }

    @Override
    public final @Nullable Entry<V> apply(K key, @Nullable Entry<V> current) {
      offer = Offer.TAKEN;
      if (!held && locks.isHeld(key)) {
        mustWait = !givesWay;
        return current;
      }
      return step(key, current);
    }

    boolean isHeld() {
      return held;
    }

    /** The next entry. */
    abstract @Nullable Entry<V> step(K key, @Nullable Entry<V> current);

    /** Leaves a write for the source; false if it is not taken, so that the step is not made. */
    boolean leave(K key, @Nullable V value) {
      if (queue != null) {
        offer = queue.offer(key, value);
      }
      return offer == Offer.TAKEN;
    }
  }

  private final class Step extends Attempt {

    private final Transition<K, V> transition;
    private final @Nullable Entry<V> decidedOn;

    /** A step of a key that nobody holds. */
    Step(Transition<K, V> transition) {
      super(false, transition.givesWay());
      this.transition = transition;
      this.decidedOn = null;
    }

    /** A step of a held key, of which was decided before what comes of it. */
    Step(Transition<K, V> transition, @Nullable Entry<V> decidedOn) {
      super(true, false);
      this.transition = transition;
      this.decidedOn = decidedOn;
    }

    @Override
    @Nullable Entry<V> step(K key, @Nullable Entry<V> current) {
      if (isHeld() && current != null && !current.isSameAs(decidedOn)) {
        return comeBefore(current);
      }
      Facts facts = facts(current);
      Judgement judged = Judge.judge(transition.rule(), facts);
      if (judged.leavesWrite() && !leave(transition.key(), written(judged))) {
        return current;
      }
      if (judged.revokesTickets()) {
        overrule(transition.key());
      }
      boolean past = facts.state() == State.PAST;
      Entry<V> next =
          past ? afterPast(judged, current, facts.now()) : after(judged, current, facts.now());
      transition.settled(judged, (judged.found() || (past && next != current)) ? current : null);
      return next;
    }

    /** A put that came after what was decided takes its place at once, and its pending write. */
    private Entry<V> comeBefore(Entry<V> put) {
      transition.settled(Judge.judge(transition.rule(), facts(decidedOn)), decidedOn);
      return put;
    }

    private Facts facts(@Nullable Entry<V> current) {
      long now = (reclaim == null) ? 0 : clock.nanos();
      State state = state(current, now);
      Ticket own = transition.ticket();
      return new Facts(
          state,
          (current != null && state == State.PRESENT) ? current.expires() : Lifetimes.NEVER,
          current != null && current.isSameAs(transition.expected()),
          Holder.NOBODY,
          own == null || stands(own),
          true,
          now);
    }

    /** What was read before a recall of one of its tags is not stored: it is read again. */
    private boolean stands(Ticket own) {
      Entry<V> draft = transition.draft();
      Tags tags = (draft == null) ? null : draft.tags();
      if (tags != null && entries.areRecalled(tags, own.since())) {
        own.refuse();
        return false;
      }
      return own.stands();
    }

    private @Nullable V written(Judgement judged) {
      Entry<V> draft = transition.draft();
      return (draft == null || judged.act() == Act.DELETE) ? null : draft.value();
    }

    private @Nullable Entry<V> after(Judgement judged, @Nullable Entry<V> current, long now) {
      return switch (judged.change()) {
        case NONE -> current;
        case STORE -> stored(judged, current, now);
        case MOVE -> moved(current, judged.ends());
        case REMOVE -> null;
      };
    }

    private @Nullable Entry<V> stored(Judgement judged, @Nullable Entry<V> current, long now) {
      Entry<V> draft = transition.draft();
      if (draft != null) {
        beginTags(draft);
        draft.begin(now, goesOn(judged, transition.rule()) ? current : null);
        draft.expireAt(judged.ends());
      }
      return draft;
    }

    /** What was loaded is as old as its load: it was true when that began. */
    private void beginTags(Entry<V> draft) {
      Ticket own = transition.ticket();
      Tags tags = draft.isTagged() ? draft.tags() : null;
      if (own != null && tags != null) {
        tags.beginAt(own.since());
      }
    }

    /** What is left of an entry whose time has passed goes with the next step that is made. */
    private @Nullable Entry<V> afterPast(Judgement judged, @Nullable Entry<V> past, long now) {
      Entry<V> next = after(judged, past, now);
      boolean stays = judged.verdict() != Verdict.MADE || keeps(past, now);
      return (next == past && !stays) ? null : next;
    }

    private void overrule(K key) {
      Ticket own = transition.ticket();
      if (own == null) {
        tickets.revoke(key);
      } else {
        tickets.revokeOthers(key, own);
      }
    }
  }

  private final class Put extends Attempt {

    private final Entry<V> entry;

    Put(Entry<V> entry, boolean held) {
      super(held, false);
      this.entry = entry;
    }

    @Override
    @Nullable Entry<V> step(K key, @Nullable Entry<V> current) {
      if (!leave(key, entry.value())) {
        return current;
      }
      tickets.revoke(key);
      return entry;
    }
  }
}
