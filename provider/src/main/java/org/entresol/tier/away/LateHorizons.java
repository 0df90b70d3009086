package org.entresol.tier.away;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Horizon;
import org.entresol.tier.Horizons;

/**
 * The horizons of a tier that may not be joined yet. Thread-safe.
 *
 * @param tier the tier as soon as it is joined; fails until then
 */
record LateHorizons(Supplier<ByteTier> tier) implements Horizons<byte[]> {

  private Horizons<byte[]> there() {
    return requireNonNull(tier.get().horizons(), "an authority that others share");
  }

  @Override
  public void raise(Collection<byte[]> keys, Horizon horizon, Duration length) {
    there().raise(keys, horizon, length);
  }

  @Override
  public void raiseAll(Horizon horizon, Duration length) {
    there().raiseAll(horizon, length);
  }

  @Override
  public List<Set<String>> of(List<byte[]> keys) {
    return there().of(keys);
  }
}
