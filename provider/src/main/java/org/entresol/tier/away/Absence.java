package org.entresol.tier.away;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.entresol.tier.Act;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Plan;
import org.entresol.tier.TierException;
import org.entresol.time.Clock;
import org.entresol.time.Reminder;
import org.entresol.time.Spans;
import org.jspecify.annotations.Nullable;

/**
 * Whether a tier is away, and what it has to lose before it is believed again. Thread-safe.
 *
 * <p>It counts as away from the first call that does not reach it until what was overtaken
 * meanwhile has been dropped there. All of it is dropped twice: when the tier is reached again, and
 * once more after as long as it was away, a second at most. Until then others drop theirs, and what
 * was sent before the absence and is carried out after it is dropped, too.
 */
final class Absence {

  private static final Logger LOG = System.getLogger(Absence.class.getName());
  private static final long LONGEST_SETTLING = TimeUnit.SECONDS.toNanos(1);

  /** The most keys that are remembered; beyond it all of the cache is dropped. */
  private static final int MOST_KEYS = 10_000;

  private static final int BATCH = 500;

  /** How often most of it is dropped before the next attempt to return. */
  private static final int MOST_ROUNDS = 5;

  private final ByteTier tier;
  private final Clock clock;
  private final Runnable onLeaving;
  private final @Nullable Raising raising;
  private final Overtaken overtaken = new Overtaken(MOST_KEYS);
  private volatile boolean away;
  private volatile long since;

  /** How often it has gone away. */
  private volatile long count;

  /** Whether the tier was reached again, and when; touched by whoever returns only. */
  private boolean reached;

  private long reachedAt;

  /** When to tell of a tier that can be reached, but refuses to forget. */
  private final Reminder refusal;

  /** What told the history of the data when it was last asked for; empty for not known. */
  private volatile String history = "";

  /**
   * Creates the watch over a tier, which is there until a call does not reach it.
   *
   * @param onLeaving what is done before anybody is told that it is away
   * @param raising makes up for what was put, if it is not dropped
   */
  Absence(ByteTier tier, Clock clock, Runnable onLeaving, @Nullable Raising raising) {
    this.tier = tier;
    this.clock = clock;
    this.onLeaving = onLeaving;
    this.refusal = new Reminder(Duration.ofMinutes(1), clock);
    this.raising = raising;
  }

  /** Whether the tier is not to be asked. */
  boolean isAway() {
    return away;
  }

  /** How often it has gone away by now. */
  long count() {
    return count;
  }

  /** How long it has been away by now; 0 if it is there. */
  long nanos() {
    return away ? Math.max(1, clock.nanos() - since) : 0;
  }

  // ---- leaving

  /**
   * Asks the tier, unless it is away.
   *
   * @param here what is answered in its place; by then this counts as away
   */
  <T> T ask(Supplier<T> question, Supplier<T> here) {
    if (!away) {
      try {
        return question.get();
      } catch (TierException e) {
        leave(e, none -> {});
      }
    }
    return here.get();
  }

  /**
   * Notes what is overtaken while the tier is away.
   *
   * @return false if it is there, and nothing was noted
   */
  synchronized boolean note(Consumer<Overtaken> what) {
    if (away) {
      what.accept(overtaken);
    }
    return away;
  }

  /**
   * Takes over that a call has failed.
   *
   * @param what notes what it may have overtaken
   * @throws TierException the failure, if the tier was reached
   */
  synchronized void leave(TierException failure, Consumer<Overtaken> what) {
    if (!failure.isAway()) {
      throw failure;
    }
    if (!away) {
      since = clock.nanos();
      count = count + 1;
      reached = false;
      away = true;
      // Its node warns that the authority is away, once for all caches.
      LOG.log(
          Level.INFO,
          "The cache ''{0}'' is empty here while its authority is away: {1}",
          tier,
          failure.getMessage());
      onLeaving.run();
    }
    what.accept(overtaken);
  }

  // ---- returning

  /** Asks for the history of the data, to know another one after an absence. */
  void learnHistory() {
    history = ask(tier::history, () -> history);
  }

  /**
   * Tries to return.
   *
   * @return whether the tier is believed again just now
   */
  boolean tryToReturn() {
    if (!away) {
      return false;
    }
    try {
      String now = tier.history();
      if (raising == null && !history.isEmpty() && !history.equals(now)) {
        // Older data may have come back, of which nobody knows what has overtaken them. What only
        // grows does no harm when it is older, but when others' is dropped.
        boolean unused = note(Overtaken::addAll);
      }
      if (isSettled()) {
        believe();
        history = now;
      }
    } catch (TierException e) {
      reached = false;
      failedToReturn(e);
    }
    return !away;
  }

  /** Drops what was overtaken, and tells whether the others have had the time to drop theirs. */
  private boolean isSettled() {
    long now = clock.nanos();
    if (!reached) {
      drop();
      reached = true;
      reachedAt = now;
      return false;
    }
    return now - reachedAt >= Math.min(reachedAt - since, LONGEST_SETTLING);
  }

  private void failedToReturn(TierException reason) {
    LOG.log(Level.DEBUG, "The authority is still away", reason);
    if (!reason.isAway() && refusal.isDue()) {
      LOG.log(
          Level.WARNING,
          "The cache '"
              + tier
              + "' stays empty here: what was overtaken"
              + " cannot be dropped in its authority",
          reason);
    }
  }

  /** Drops what was overtaken by now; it stays noted. */
  private void drop() {
    Overtaken noted;
    synchronized (this) {
      noted = overtaken.copy();
    }
    drop(noted);
  }

  private void drop(Overtaken noted) {
    if (noted.isAll()) {
      tier.clear();
    }
    inBatches(
        noted.emptied(),
        keys ->
            tier.attemptAll(keys.stream().map(key -> new Plan(key, Act.DROP, Act.DROP)).toList()));
    if (raising != null) {
      inBatches(noted.put(), raising::store);
    }
  }

  private static <T> void inBatches(List<T> all, Consumer<List<T>> work) {
    for (int from = 0; from < all.size(); from += BATCH) {
      work.accept(all.subList(from, Math.min(from + BATCH, all.size())));
    }
  }

  /**
   * Drops once more what has been noted, and believes the tier when nothing is left. Most of it
   * goes while more may be noted, since that holds writers up; a rest of one call while nothing can
   * be.
   */
  private void believe() {
    for (int round = 0; round < MOST_ROUNDS && !isSmall(); round++) {
      dropMost();
    }
    synchronized (this) {
      if (!isSmall()) {
        return;
      }
      drop(overtaken);
      overtaken.clear();
      away = false;
    }
    LOG.log(
        Level.INFO,
        "The authority of the cache ''{0}'' is back after {1}, and what was overtaken is dropped",
        tier,
        Spans.measured(clock.nanos() - since));
  }

  private synchronized boolean isSmall() {
    return !overtaken.isAll() && overtaken.size() <= BATCH;
  }

  /** What cannot be dropped is noted again. */
  private void dropMost() {
    Overtaken taken;
    synchronized (this) {
      taken = overtaken.copy();
      overtaken.clear();
    }
    boolean dropped = false;
    try {
      drop(taken);
      dropped = true;
    } finally {
      if (!dropped) {
        noteAgain(taken);
      }
    }
  }

  private synchronized void noteAgain(Overtaken taken) {
    overtaken.addEarlier(taken);
  }

  /** Drops what was overtaken as far as it can be, since nobody will return. */
  void end() {
    if (away) {
      try {
        drop();
      } catch (TierException e) {
        LOG.log(
            Level.WARNING,
            "What was overtaken in the cache '"
                + tier
                + "' while its authority"
                + " was away stays there until it expires",
            e);
      }
    }
  }
}
