package org.entresol.tier;

import org.jspecify.annotations.Nullable;

/**
 * What comes of an operation on one entry. Immutable.
 *
 * @param verdict whether its conditions were met
 * @param act the act that was due; {@link Act#LEAVE} when the verdict is not {@link Verdict#MADE}
 * @param found whether there was an entry
 * @param change what becomes of what lies there
 * @param ends the instant of expiry of the entry after it; {@link Lifetimes#NEVER} if it has none,
 *     and where there is no entry
 * @param told as which act other nodes hear of it, in which case the partition's sequence steps;
 *     null when they do not
 * @param leavesWrite whether a pending write is left
 */
public record Judgement(
    Verdict verdict,
    Act act,
    boolean found,
    Change change,
    long ends,
    @Nullable Act told,
    boolean leavesWrite)
    implements Decision {

  /** What becomes of what lies under a key. */
  public enum Change {
    /** Nothing. */
    NONE,
    /** The operation's value is stored in its place. */
    STORE,
    /** Its instant of expiry is moved. */
    MOVE,
    /** It is removed. */
    REMOVE
  }

  @Override
  public boolean stored() {
    return change == Change.STORE;
  }

  /** Whether the key's lease, by which the operation went, ends with it. */
  public boolean endsLease() {
    return verdict == Verdict.MADE || verdict == Verdict.REVOKED;
  }

  /** Whether the load tickets of the key are revoked. */
  public boolean revokesTickets() {
    return verdict == Verdict.MADE && act.replaces();
  }
}
