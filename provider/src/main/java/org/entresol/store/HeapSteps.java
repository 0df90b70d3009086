package org.entresol.store;

import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import org.entresol.guard.KeyLocks;
import org.entresol.guard.Ticket;
import org.entresol.guard.Tickets;
import org.entresol.queue.HeapQueue;
import org.entresol.queue.HeapQueue.Offer;
import org.entresol.queue.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * The making of steps in the heap: each is one {@code compute} of its key, with all that has to
 * happen in one piece with it. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class HeapSteps<K, V> {

  private final ConcurrentMap<K, Entry<V>> entries;
  private final KeyLocks<K> locks;
  private final Tickets<K> tickets;
  private final @Nullable HeapQueue<K, V> queue;

  /**
   * Creates the making of steps.
   *
   * @param queue takes what the source has to learn later, or null
   */
  HeapSteps(
      ConcurrentMap<K, Entry<V>> entries,
      KeyLocks<K> locks,
      Tickets<K> tickets,
      @Nullable HeapQueue<K, V> queue) {
    this.entries = entries;
    this.locks = locks;
    this.tickets = tickets;
    this.queue = queue;
  }

  /** Makes a step; false when it has to wait for the holder of its key. */
  boolean make(Transition<K, V> transition) {
    return make(transition.key(), new Step(transition, false));
  }

  /** Makes a step of a key that the current thread holds. */
  void makeHeld(Transition<K, V> transition) {
    boolean unused = make(transition.key(), new Step(transition, true));
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
    entries.compute(key, step);
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
      entries.compute(key, step);
    }
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

    Step(Transition<K, V> transition, boolean held) {
      super(held, transition.givesWay());
      this.transition = transition;
    }

    @Override
    @Nullable Entry<V> step(K key, @Nullable Entry<V> current) {
      Ticket own = transition.ticket();
      if (own != null && !own.stands()) {
        return current;
      }
      Entry<V> next = transition.next(current);
      if (transition.reachesSource() && !leave(transition.key(), transition.written())) {
        return current;
      }
      if (transition.overrulesLoads()) {
        overrule(transition.key(), own);
      }
      transition.committed();
      return next;
    }

    private void overrule(K key, @Nullable Ticket own) {
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
