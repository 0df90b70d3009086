package org.entresol.tier;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * The facet of a tier that gives leases: the exclusive right to keys among all nodes, under which
 * user code runs. Thread-safe; every method may throw a {@link TierException}.
 */
public interface Leases {

  /**
   * Asks for the leases of keys and reads them in the same step; the answers are in the order of
   * the keys. A lease ends with the plan that goes by it, or {@code length} after it was last
   * {@linkplain #extend extended}.
   */
  List<Leased> lease(List<byte[]> keys, Lease lease, Duration length);

  /** Prolongs a lease of some keys, where it still stands. */
  void extend(Collection<byte[]> keys, Lease lease, Duration length);
}
