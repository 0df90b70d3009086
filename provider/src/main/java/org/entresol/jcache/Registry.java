package org.entresol.jcache;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.entresol.guard.Deadline;
import org.entresol.guard.DeadlockException;
import org.entresol.guard.Undertaking;
import org.entresol.guard.WaitException;
import org.jspecify.annotations.Nullable;

/**
 * The caches of a manager, or the managers of a provider, by name: of each name there is one at
 * most, be it in the making, there, or ending.
 *
 * <p>What is made and ended is users' code, so nothing is locked meanwhile. Who meets a name that
 * another thread is about waits for the outcome, so that all threads see the same; the thread that
 * is about it itself goes on, with what there is. No wait is longer than a limit. Thread-safe.
 *
 * @param <N> the type of names
 * @param <T> the type of what has a name
 */
final class Registry<N, T> {
  /** How often something is made anew that others close while it is being opened. */
  private static final int ROUNDS = 100;

  /** How long anybody waits for another thread that makes or ends something. */
  static final Duration LIMIT = Duration.ofMinutes(1);

  private final String owner;
  private final Function<N, String> words;
  private final Consumer<? super T> closer;
  private final Duration limit;
  private final Map<N, Slot<T>> slots = new LinkedHashMap<>();

  /** Whether nothing is given any more; guarded by the slots. */
  private boolean closed;

  /** The place of one name; what changes is guarded by the slots. */
  private static final class Slot<T> {
    /** From when it is made on; until it is there it is known to its maker alone. */
    private volatile @Nullable T thing;

    /** The making or the ending; null while it is there. */
    private @Nullable Undertaking under = new Undertaking();

    private boolean ending;

    /** Whether it was closed by somebody before it was there, */
    private boolean doomed;

    /** and that by its maker itself, which is no reason to make it anew. */
    private boolean givenUp;
  }

  /**
   * Creates a registry without names.
   *
   * @param owner whose it is, in a message
   * @param words how a name is called in a message, such as "The cache 'a'"
   * @param closer closes what is not kept after all
   * @param limit how long anybody waits for another thread
   */
  Registry(String owner, Function<N, String> words, Consumer<? super T> closer, Duration limit) {
    this.owner = owner;
    this.words = words;
    this.closer = closer;
    this.limit = limit;
  }

  /**
   * What has a name and is not ending; null for nothing. If the current thread is making it, as far
   * as it is made.
   *
   * @throws CacheException if another thread takes too long to make it, or waits for this one
   * @throws IllegalStateException if this registry is closed
   */
  @Nullable T find(N name) {
    Slot<T> slot = enter(name, null, false);
    return slot == null ? null : slot.thing;
  }

  /** What has a name, as {@link #find} tells, once nobody is ending it any more. */
  @Nullable T settled(N name) {
    Slot<T> slot = enter(name, null, true);
    return slot == null ? null : slot.thing;
  }

  /**
   * Makes what is to have a name.
   *
   * @return what was made; null if the name is taken, or about to be by this very thread
   * @throws CacheException if another thread takes too long to make or end what has the name, or
   *     waits for this one
   * @throws IllegalStateException if this registry is closed, before or meanwhile
   */
  @Nullable T make(N name, Supplier<? extends T> maker) {
    Slot<T> mine = new Slot<>();
    if (enter(name, mine, true) != mine) {
      return null;
    }
    T made = fill(name, mine, maker, thing -> {});
    if (made == null) {
      throw closed();
    }
    return made;
  }

  /**
   * What has a name, made if nothing has.
   *
   * @param maker makes it; from then on it is known to this thread
   * @param opener makes it ready for others
   * @throws CacheException if another thread takes too long to make or end what has the name, or
   *     waits for this one
   */
  T findOrMake(N name, Supplier<? extends T> maker, Consumer<? super T> opener) {
    for (int round = 0; round < ROUNDS; round++) {
      Slot<T> mine = new Slot<>();
      Slot<T> slot = requireNonNull(enter(name, mine, true));
      T thing = (slot == mine) ? fill(name, mine, maker, opener) : slot.thing;
      if (thing != null) {
        return thing;
      }
      if (slot != mine) {
        throw new CacheException(words.apply(name) + " is being made by this very thread");
      }
      if (isGivenUp(mine)) {
        throw new IllegalStateException(words.apply(name) + " was closed by what it opens");
      }
    }
    throw new CacheException(
        "%s was closed %d times while it was being opened".formatted(words.apply(name), ROUNDS));
  }

  /**
   * The place of a name as soon as no other thread is about it: the offered one if the name is
   * free.
   *
   * @param pastEndings whether what is ending is waited for; otherwise it is taken for gone
   */
  private @Nullable Slot<T> enter(N name, @Nullable Slot<T> offered, boolean pastEndings) {
    Deadline deadline = Deadline.in(limit);
    while (true) {
      Undertaking under;
      boolean ending;
      synchronized (slots) {
        requireOpen();
        Slot<T> slot = slots.get(name);
        if (slot == null) {
          if (offered != null) {
            slots.put(name, offered);
          }
          return offered;
        }
        under = slot.under;
        ending = slot.ending;
        if (under == null || (!ending && under.isMine())) {
          return slot;
        }
      }
      if (ending && (!pastEndings || (offered == null && isPartOf(under)))) {
        return null;
      }
      await(name, under, ending, deadline);
    }
  }

  /** An ending waits for the managers' own threads, so these must not wait for it. */
  private static boolean isPartOf(Undertaking ending) {
    return ending.isMine() || Workers.isOneOfThem();
  }

  private void await(N name, Undertaking under, boolean ending, Deadline deadline) {
    String what = words.apply(name) + (ending ? " is being closed" : " is being made");
    if (ending && isPartOf(under)) {
      throw new CacheException(what + ", which this thread is part of");
    }
    try {
      deadline.await(under);
    } catch (WaitException e) {
      throw new CacheException(what + ": " + e.getMessage(), e);
    }
  }

  /** Makes, opens and publishes; null if it was closed meanwhile. */
  private @Nullable T fill(
      N name, Slot<T> mine, Supplier<? extends T> maker, Consumer<? super T> opener) {
    T thing = null;
    boolean kept = false;
    try {
      thing = maker.get();
      mine.thing = thing;
      opener.accept(thing);
      kept = publish(mine);
    } catch (RuntimeException e) {
      if (!isDoomed(mine) || isGivenUp(mine)) {
        throw e;
      }
      // Who closed it need not be told that it could not be opened any more.
    } finally {
      if (!kept) {
        discard(name, mine, thing);
      }
    }
    return kept ? thing : null;
  }

  private boolean isDoomed(Slot<T> mine) {
    synchronized (slots) {
      return mine.doomed;
    }
  }

  private boolean isGivenUp(Slot<T> mine) {
    synchronized (slots) {
      return mine.givenUp;
    }
  }

  private boolean publish(Slot<T> mine) {
    Undertaking making;
    synchronized (slots) {
      if (closed || mine.doomed) {
        return false;
      }
      making = mine.under;
      mine.under = null;
    }
    end(making);
    return true;
  }

  /** The name is free only when all that bears it is gone. */
  private void discard(N name, Slot<T> mine, @Nullable T thing) {
    try {
      if (thing != null) {
        closer.accept(thing);
      }
    } finally {
      free(name, mine);
    }
  }

  private void free(N name, Slot<T> slot) {
    synchronized (slots) {
      slots.remove(name, slot);
    }
    end(slot.under);
  }

  private static void end(@Nullable Undertaking under) {
    if (under != null) {
      under.end();
    }
  }

  /**
   * Ends what has a name, and frees the name. What is still in the making is ended too, and its
   * maker frees the name.
   */
  void end(N name, T thing, Runnable ending) {
    Slot<T> slot;
    synchronized (slots) {
      slot = slots.get(name);
      if (slot != null && slot.thing == thing) {
        if (slot.under != null) {
          slot.doomed = true;
          slot.givenUp |= slot.under.isMine();
          slot = null;
        } else {
          slot.under = new Undertaking();
          slot.ending = true;
        }
      } else {
        slot = null;
      }
    }
    try {
      ending.run();
    } finally {
      if (slot != null) {
        free(name, slot);
      }
    }
  }

  /**
   * The names of what is there, once the outcome of what others are making is known; of what waits
   * for this very thread, the outcome is not waited for. A list that cannot be changed.
   *
   * @throws CacheException if another thread takes too long to make something
   * @throws IllegalStateException if this registry is closed
   */
  List<N> names() {
    awaitAll(slot -> !slot.ending, " is being made");
    synchronized (slots) {
      requireOpen();
      return slots.entrySet().stream()
          .filter(entry -> entry.getValue().under == null)
          .map(Map.Entry::getKey)
          .toList();
    }
  }

  /**
   * Waits until all is ended that other threads are ending now, and that does not wait for this
   * one.
   *
   * @throws CacheException if one takes too long
   */
  void awaitEndings() {
    if (!Workers.isOneOfThem()) {
      awaitAll(slot -> slot.ending, " is being closed");
    }
  }

  private void awaitAll(Predicate<Slot<T>> wanted, String state) {
    Map<N, Undertaking> others = new LinkedHashMap<>();
    synchronized (slots) {
      slots.forEach(
          (name, slot) -> {
            if (slot.under != null && !slot.under.isMine() && wanted.test(slot)) {
              others.put(name, slot.under);
            }
          });
    }
    Deadline deadline = Deadline.in(limit);
    others.forEach(
        (name, under) -> {
          try {
            deadline.await(under);
          } catch (DeadlockException e) {
            // It waits for this thread, so for whoever asks now it has no outcome yet.
          } catch (WaitException e) {
            throw new CacheException(words.apply(name) + state + ": " + e.getMessage(), e);
          }
        });
  }

  /** All that is made and not ending, be it open to others yet or not, and whose name fits. */
  List<T> all(Predicate<N> wanted) {
    synchronized (slots) {
      return slots.entrySet().stream()
          .filter(entry -> wanted.test(entry.getKey()) && !entry.getValue().ending)
          .map(entry -> entry.getValue().thing)
          .flatMap(Stream::ofNullable)
          .toList();
    }
  }

  /**
   * Gives nothing from now on, and lets go on who waits for what is being made, which will not be
   * kept.
   *
   * @return what is there; null if this registry was closed before
   */
  @Nullable List<T> close() {
    synchronized (slots) {
      if (closed) {
        return null;
      }
      closed = true;
      slots.values().stream().filter(slot -> !slot.ending).forEach(slot -> end(slot.under));
      return all(name -> true);
    }
  }

  boolean isClosed() {
    synchronized (slots) {
      return closed;
    }
  }

  /**
   * Refuses what comes after {@link #close}.
   *
   * @throws IllegalStateException if this registry is closed
   */
  void requireOpen() {
    if (isClosed()) {
      throw closed();
    }
  }

  private IllegalStateException closed() {
    return new IllegalStateException(owner + " is closed");
  }
}
