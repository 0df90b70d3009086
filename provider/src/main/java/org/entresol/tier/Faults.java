package org.entresol.tier;

/**
 * What has gone wrong between this node and the authority of one cache since the cache was opened,
 * and was handled.
 *
 * @param awayNanos how long the authority has been away by now, where the cache is like an empty
 *     one meanwhile; 0 if it is there
 * @param refusedCalls the calls that were refused because the authority had not answered before
 * @param breaker whether calls are refused at this moment, and how often that began
 * @param silences how often the subscription of this node was found silent
 * @param unreadable the entries, keys and news that this node could not read
 * @param gaps how often announcements of a partition turned out to be lost
 * @param unkept the entries that were not kept near, since it was not known whether they were true
 */
public record Faults(
    long awayNanos,
    long refusedCalls,
    BreakerState breaker,
    long silences,
    long unreadable,
    long gaps,
    long unkept) {

  /**
   * What refuses calls of an authority that does not answer.
   *
   * @param isOpen whether calls are refused at this moment
   * @param openings how often that began
   */
  public record BreakerState(boolean isOpen, long openings) {

    /** One that has never refused any. */
    public static final BreakerState CLOSED = new BreakerState(false, 0);
  }

  /** Nothing has gone wrong. */
  public static final Faults NONE = new Faults(0, 0, BreakerState.CLOSED, 0, 0, 0, 0);

  /** What a tier knows of: calls that were refused, and a subscription that was silent. */
  public static Faults of(long refusedCalls, long silences) {
    return new Faults(0, refusedCalls, BreakerState.CLOSED, silences, 0, 0, 0);
  }

  /** The same, with a breaker in that state. */
  public Faults with(BreakerState state) {
    return new Faults(awayNanos, refusedCalls, state, silences, unreadable, gaps, unkept);
  }

  /** The same, and an authority that is away. */
  public Faults away(long nanos) {
    return new Faults(nanos, refusedCalls, breaker, silences, unreadable, gaps, unkept);
  }

  /** The same, and what whoever asks the tier knows of. */
  public Faults and(long unreadable, long gaps, long unkept) {
    return new Faults(awayNanos, refusedCalls, breaker, silences, unreadable, gaps, unkept);
  }
}
