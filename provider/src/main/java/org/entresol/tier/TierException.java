package org.entresol.tier;

import org.jspecify.annotations.Nullable;

/** The failure of a tier to carry out what it was asked. */
public final class TierException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean outcomeKnown;
  private final boolean away;

  /**
   * Creates a failure of a tier that is there.
   *
   * @param message says what was asked of whom, and what is known of the reason
   * @param cause the reason, or null
   * @param outcomeKnown whether it is certain that nothing was done; otherwise it may have been, or
   *     may still be
   */
  public TierException(String message, @Nullable Throwable cause, boolean outcomeKnown) {
    this(message, cause, outcomeKnown, false);
  }

  private TierException(
      String message, @Nullable Throwable cause, boolean outcomeKnown, boolean away) {
    super(message, cause);
    this.outcomeKnown = outcomeKnown;
    this.away = away;
  }

  /**
   * The failure to reach a tier, which will be there again.
   *
   * @param message says what was asked of whom, and what is known of the reason
   * @param cause the reason, or null
   * @param outcomeKnown whether it is certain that nothing was done
   */
  public static TierException away(
      String message, @Nullable Throwable cause, boolean outcomeKnown) {
    return new TierException(message, cause, outcomeKnown, true);
  }

  /** Whether it is certain that nothing was done. */
  public boolean isOutcomeKnown() {
    return outcomeKnown;
  }

  /** Whether the tier could not be reached; otherwise it was, and refused what it was asked. */
  public boolean isAway() {
    return away;
  }

  /**
   * For who can do without what was asked, where the tier was there and refused it.
   *
   * @throws TierException this, if the tier could not be reached
   */
  public void requireRefusal() {
    if (away) {
      throw this;
    }
  }
}
