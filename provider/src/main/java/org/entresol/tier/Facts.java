package org.entresol.tier;

/**
 * What there is of one key at the moment at which an operation is judged. Immutable.
 *
 * @param state what lies under the key
 * @param ends the instant of expiry of a present entry, in the unit of {@code now}; {@link
 *     Lifetimes#NEVER} if it has none, and where nothing is present
 * @param same whether it is the version that the operation has seen before
 * @param holder who has the key's lease
 * @param ticketStands whether the operation's load ticket stands
 * @param room whether there is room for one more pending write
 * @param now the instant of the judgement
 */
public record Facts(
    State state,
    long ends,
    boolean same,
    Holder holder,
    boolean ticketStands,
    boolean room,
    long now) {

  /** What lies under a key. */
  public enum State {
    /** Nothing, or what a clear has dropped. */
    NONE,
    /** An entry whose instant has passed: to users there is none. */
    PAST,
    /** The knowledge that the source has nothing: to users there is no entry. */
    ABSENCE,
    /**
     * An entry that whoever asks cannot read: to its users there is none, but others may be able to
     * read it.
     */
    UNREADABLE,
    /** An entry. */
    PRESENT
  }

  /** Who has the lease of a key. */
  public enum Holder {
    /** Nobody. */
    NOBODY,
    /** Whoever asks for the operation, by the lease that it names. */
    SELF,
    /** Somebody else. */
    ANOTHER
  }

  /** Facts of a key that nobody holds and for whose pending write there is room. */
  public static Facts of(State state, long ends, boolean same, long now) {
    return new Facts(state, ends, same, Holder.NOBODY, true, true, now);
  }
}
