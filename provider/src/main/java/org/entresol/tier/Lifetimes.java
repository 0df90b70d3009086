package org.entresol.tier;

/**
 * How long an entry lives after its creation, its update and an access, in milliseconds.
 *
 * <p>0 means that it is over at once.
 *
 * @param creation the life of a new entry; at least {@link #ETERNAL}
 * @param update the life after an update
 * @param access the life after an access
 */
public record Lifetimes(long creation, long update, long access) {

  /** A lifetime that does not end. */
  public static final long ETERNAL = -1;

  /** No new lifetime: the entry expires when it would have done anyway. */
  public static final long UNCHANGED = -2;

  /** Lifetimes that change nothing. */
  public static final Lifetimes NONE = new Lifetimes(ETERNAL, UNCHANGED, UNCHANGED);
}
