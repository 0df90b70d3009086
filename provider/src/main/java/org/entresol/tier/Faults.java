package org.entresol.tier;

/**
 * What has gone wrong between this node and the authority of one cache since the cache was opened,
 * and was handled.
 *
 * @param awayNanos how long the authority has been away by now, where the cache is like an empty
 *     one meanwhile; 0 if it is there
 * @param refusedCalls the calls that were refused because the authority had not answered before
 * @param silences how often the subscription of this node was found silent
 * @param unreadable the entries, keys and news that this node could not read
 * @param gaps how often announcements of a partition turned out to be lost
 * @param unkept the entries that were not kept near, since it was not known whether they were true
 */
public record Faults(
    long awayNanos, long refusedCalls, long silences, long unreadable, long gaps, long unkept) {

  /** Nothing has gone wrong. */
  public static final Faults NONE = new Faults(0, 0, 0, 0, 0, 0);

  /** What a tier knows of: calls that were refused, and a subscription that was silent. */
  public static Faults of(long refusedCalls, long silences) {
    return new Faults(0, refusedCalls, silences, 0, 0, 0);
  }

  /** The same, and an authority that is away. */
  public Faults away(long nanos) {
    return new Faults(nanos, refusedCalls, silences, unreadable, gaps, unkept);
  }

  /** The same, and what whoever asks the tier knows of. */
  public Faults and(long unreadable, long gaps, long unkept) {
    return new Faults(awayNanos, refusedCalls, silences, unreadable, gaps, unkept);
  }
}
