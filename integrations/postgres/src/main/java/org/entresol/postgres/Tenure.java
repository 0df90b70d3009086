package org.entresol.postgres;

import java.time.Duration;
import org.entresol.fault.Causes;
import org.entresol.feed.FeedHost;
import org.entresol.tier.Leadership;
import org.jspecify.annotations.Nullable;

/**
 * This node's part in the lead of following for the shared caches of all nodes.
 *
 * <p>Who does not have all of them open cannot serve it, and leaves it to others. While the
 * authority does not answer, the tenure lasts as long as its lease is known to. Used by one thread.
 */
final class Tenure {
  private final FeedHost host;
  private final Duration lease;
  private final Figures figures;
  private final Complaints complaints;
  private @Nullable Leadership lead;

  private long number;

  private long ends;
  private long nextLook;

  Tenure(FeedHost host, Duration lease, Figures figures, Complaints complaints) {
    this.host = host;
    this.lease = lease;
    this.figures = figures;
    this.complaints = complaints;
    this.nextLook = host.clock().nanos();
  }

  /** The number of the tenure; 0 for none. */
  long number() {
    return number;
  }

  boolean isHeld() {
    return number != 0;
  }

  /**
   * Takes the lead where it is free and can be served, prolongs it, or gives it up.
   *
   * @return whether a tenure has just begun
   */
  boolean review(Roster roster) {
    long before = number;
    if (roster.shared().isEmpty()) {
      leave();
    } else if (!roster.missing().isEmpty()) {
      leave();
      complaints.tell(
          "The shared caches are not followed by this node, as it does not have all open; missing",
          roster.missing());
    } else if (host.clock().nanos() >= nextLook) {
      hold();
    }
    figures.leads(isHeld());
    return isHeld() && number != before;
  }

  private void hold() {
    long now = host.clock().nanos();
    nextLook = now + lease.toNanos() / 3;
    try {
      number = leadership().hold(lease);
      ends = now + lease.toNanos();
    } catch (RuntimeException e) {
      figures.failures.increment();
      nextLook = now + lease.toNanos() / 10;
      number = now < ends ? number : 0;
      complaints.tell("The lead of following is not known to be held", Causes.inWords(e));
    }
  }

  private Leadership leadership() {
    Leadership there = lead;
    if (there == null) {
      there = host.leadership().get();
      lead = there;
    }
    return there;
  }

  /** Gives the lead up, if this node holds it. */
  void leave() {
    if (isHeld()) {
      number = 0;
      figures.leads(false);
      try {
        leadership().leave();
      } catch (RuntimeException e) {
        complaints.tell("The lead of following ends with its lease", Causes.inWords(e));
      }
    }
  }
}
