package org.entresol.tier;

import org.jspecify.annotations.Nullable;

/** The failure of a tier to carry out what it was asked. */
public final class TierException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean outcomeKnown;

  /**
   * Creates a failure.
   *
   * @param message says what was asked of whom, and what is known of the reason
   * @param cause the reason, or null
   * @param outcomeKnown whether it is certain that nothing was done; otherwise it may have been, or
   *     may still be
   */
  public TierException(String message, @Nullable Throwable cause, boolean outcomeKnown) {
    super(message, cause);
    this.outcomeKnown = outcomeKnown;
  }

  /** Whether it is certain that nothing was done. */
  public boolean isOutcomeKnown() {
    return outcomeKnown;
  }
}
