package org.entresol.tier;

/**
 * How long an entry lives after its creation, its update and an access, in the unit of the clock
 * that it is judged by: milliseconds in a tier.
 *
 * <p>0 means that it is over at once. Immutable.
 *
 * @param creation the life of a new entry; {@link #UNCHANGED} is {@link #ETERNAL} there
 * @param update the life after an update
 * @param access the life after an access
 */
public record Lifetimes(long creation, long update, long access) {

  /** A lifetime that does not end. */
  public static final long ETERNAL = Long.MAX_VALUE;

  /** No new lifetime: the entry expires when it would have done anyway. */
  public static final long UNCHANGED = -1;

  /** The instant of expiry of what does not expire. */
  public static final long NEVER = Long.MAX_VALUE;

  /** Lifetimes that change nothing. */
  public static final Lifetimes NONE = new Lifetimes(ETERNAL, UNCHANGED, UNCHANGED);

  /** The same life whatever is done. */
  public static Lifetimes of(long life) {
    return new Lifetimes(life, life, life);
  }

  /** The instant that is a life after {@code now}; {@link #NEVER} where it does not end. */
  public static long instant(long now, long life) {
    return (life >= NEVER - now) ? NEVER : now + life;
  }
}
