package org.entresol.store.tiered;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.entresol.store.tiered.Prolonger.Prolonged;
import org.entresol.tier.TierException;
import org.entresol.time.Clock;

/**
 * What this node holds in a tier for a limited time, and prolongs while it is in use: each when a
 * third of its time is used up. Thread-safe.
 */
final class Prolonger {
  private static final Logger LOG = System.getLogger(Prolonger.class.getName());

  private final long third;
  private final Clock clock;
  private final Map<Prolonged, Long> held = new ConcurrentHashMap<>();

  /**
   * Creates it, holding nothing.
   *
   * @param length how long something is held when it was taken or prolonged
   */
  Prolonger(Duration length, Clock clock) {
    this.third = length.toNanos() / 3;
    this.clock = clock;
  }

  /** What is held in a tier for a limited time; found by its {@code equals}. */
  interface Prolonged {

    /** Has the tier hold it for its whole time again. */
    void prolong();
  }

  /** Notes what has just been taken. */
  void add(Prolonged what) {
    held.put(what, clock.nanos());
  }

  /** Forgets what is given back. */
  void remove(Prolonged what) {
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

  private void prolong(Prolonged what, long now) {
    try {
      what.prolong();
      held.computeIfPresent(what, (w, since) -> now);
    } catch (TierException e) {
      LOG.log(Level.DEBUG, "Something held was not prolonged; the next tick tries again", e);
    }
  }
}
