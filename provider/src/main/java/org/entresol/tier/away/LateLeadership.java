package org.entresol.tier.away;

import java.time.Duration;
import java.util.function.Supplier;
import org.entresol.tier.Leadership;
import org.entresol.tier.TierException;

/**
 * The lead of a task at an authority that need not be there yet. Thread-safe.
 *
 * @param there the lead itself; throws a {@link TierException} as long as there is none
 */
record LateLeadership(Supplier<Leadership> there) implements Leadership {

  @Override
  public long hold(Duration lease) {
    return there.get().hold(lease);
  }

  @Override
  public void leave() {
    there.get().leave();
  }
}
