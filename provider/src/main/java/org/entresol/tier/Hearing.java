package org.entresol.tier;

import java.util.List;

/**
 * What one node has told others of its changes of one cache and heard of theirs, since the cache
 * was opened.
 *
 * @param sent the changes of this node that were announced
 * @param heard the announcements that came, those of this node's own changes among them
 * @param lost the announcements that did not come, as far as it was found out
 * @param repairs how often a comparison with the authority had the near entries of a partition
 *     dropped
 * @param behind how far this node was behind the authority in each partition at the last
 *     comparison, in announcements
 */
public record Hearing(long sent, long heard, long lost, long repairs, List<Long> behind) {

  /** Nothing is told or heard. */
  public static final Hearing NONE = new Hearing(0, 0, 0, 0, List.of());
}
