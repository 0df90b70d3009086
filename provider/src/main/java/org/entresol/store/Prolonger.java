package org.entresol.store;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.entresol.tier.TierException;
import org.entresol.time.Clock;

/**
 * What this node holds in a tier for a limited time, and prolongs while it is in use: each when a
 * third of its time is used up. Thread-safe.
 *
 * @param <T> the type of what is held, found by its {@code equals}
 */
final class Prolonger<T> {
  private static final Logger LOG = System.getLogger(Prolonger.class.getName());

  private final long third;
  private final Clock clock;
  private final Consumer<T> prolonging;
  private final Map<T, Long> held = new ConcurrentHashMap<>();

  /**
   * Creates it, holding nothing.
   *
   * @param length how long something is held when it was taken or prolonged
   * @param prolonging prolongs one of them
   */
  Prolonger(Duration length, Clock clock, Consumer<T> prolonging) {
    this.third = length.toNanos() / 3;
    this.clock = clock;
    this.prolonging = prolonging;
  }

  /** Notes what has just been taken. */
  void add(T what) {
    held.put(what, clock.nanos());
  }

  /** Forgets what is given back. */
  void remove(T what) {
    held.remove(what);
  }

  /** Prolongs what is due; what fails is tried again next time, and keeps none of the others. */
  void tick() {
    held.forEach(
        (what, since) -> {
          long now = clock.nanos();
          if (now - since > third) {
            prolong(what, now);
          }
        });
  }

  private void prolong(T what, long now) {
    try {
      prolonging.accept(what);
      held.computeIfPresent(what, (w, since) -> now);
    } catch (TierException e) {
      LOG.log(Level.DEBUG, "Something held was not prolonged; the next tick tries again", e);
    }
  }
}
