package org.entresol.tier.away;

import java.time.Duration;
import java.util.function.Supplier;
import org.entresol.tier.Office;
import org.entresol.tier.TierException;

/**
 * An office at an authority that need not be there yet. Thread-safe.
 *
 * @param there the office itself; throws a {@link TierException} as long as there is none
 */
record LateOffice(Supplier<Office> there) implements Office {

  @Override
  public long hold(Duration lease) {
    return there.get().hold(lease);
  }

  @Override
  public void leave() {
    there.get().leave();
  }
}
