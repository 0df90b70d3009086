package org.entresol.store;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Lease;

/** The prolonging of the key leases of this node while their holders are at work. Thread-safe. */
final class LeaseKeeper {

  private final ByteTier tier;
  private final Duration length;
  private final Map<Lease, Held> held = new ConcurrentHashMap<>();

  LeaseKeeper(ByteTier tier, Duration length) {
    this.tier = tier;
    this.length = length;
  }

  private record Held(Collection<byte[]> keys, long since) {}

  void add(Lease lease, Collection<byte[]> keys) {
    held.put(lease, new Held(keys, System.nanoTime()));
  }

  void remove(Lease lease) {
    held.remove(lease);
  }

  /** Prolongs what has used up a third of its time. */
  void extend() {
    long now = System.nanoTime();
    held.forEach(
        (lease, what) -> {
          if (now - what.since() > length.toNanos() / 3) {
            tier.extend(what.keys(), lease, length);
            held.computeIfPresent(lease, (l, still) -> new Held(still.keys(), now));
          }
        });
  }
}
