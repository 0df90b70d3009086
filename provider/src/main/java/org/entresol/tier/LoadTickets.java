package org.entresol.tier;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * The facet of a tier that keeps load tickets: by them a load that a change has overrun is refused.
 * Thread-safe; every method may throw a {@link TierException}.
 */
public interface LoadTickets {

  /**
   * Leaves load tickets beside keys, and beside those of other loads, and looks the keys up in the
   * same step. Every change of a key takes its tickets away, that by a load, too; forgotten ones
   * end by themselves after {@code length}.
   *
   * @param tickets the number of the ticket of each key, none of them 0
   * @return what there is of each key, in their order
   */
  List<Found> leaveTickets(List<byte[]> keys, List<Long> tickets, Duration length);

  /**
   * The keys that tickets are left beside, those that stand and maybe others; otherwise as {@link
   * Entries#scan(Glob)}.
   */
  Iterator<List<byte[]>> ticketed(Glob keys);

  /** Takes tickets away that still stand. */
  void takeTickets(List<byte[]> keys, List<Long> tickets);
}
