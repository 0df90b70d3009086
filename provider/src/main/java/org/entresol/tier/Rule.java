package org.entresol.tier;

/**
 * What an operation wants of one entry: what is to be done without one and with one, and on which
 * conditions. Immutable.
 *
 * @param whenAbsent the act when there is no entry
 * @param whenPresent the act when there is one
 * @param lifetimes how long the entry lives after the act
 * @param condition which entry there has to be
 * @param right by which right to the key it goes, without which nothing happens
 * @param ticketed whether a {@link Act#LOAD} goes by a load ticket, without which it is refused
 * @param writtenBehind whether a pending write is left for an act that the source has to learn of
 */
public record Rule(
    Act whenAbsent,
    Act whenPresent,
    Lifetimes lifetimes,
    Condition condition,
    Right right,
    boolean ticketed,
    boolean writtenBehind) {

  /** Which entry there has to be. */
  public enum Condition {
    /** Any, or none. */
    NONE,
    /** None. */
    ABSENT,
    /** The very version that the operation has seen before. */
    SAME
  }

  /** A right to the key. */
  public enum Right {
    /** None is needed, whoever holds the key. */
    NONE,
    /** Nobody else may hold the key. */
    FREE,
    /** The key lease that is named has to stand. */
    LEASE
  }

  /** Whether nothing can come of it, whatever there is. */
  public boolean isIdle() {
    return whenAbsent == Act.LEAVE
        && (whenPresent == Act.LEAVE
            || (whenPresent == Act.TOUCH && lifetimes.access() == Lifetimes.UNCHANGED));
  }

  /** A rule without conditions. */
  public static Rule of(Act whenAbsent, Act whenPresent, Lifetimes lifetimes) {
    return new Rule(whenAbsent, whenPresent, lifetimes, Condition.NONE, Right.NONE, false, false);
  }
}
