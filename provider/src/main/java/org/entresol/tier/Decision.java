package org.entresol.tier;

/**
 * What was decided about an operation on one entry: by the {@link Judge} here, or by an authority
 * elsewhere that says the same. Immutable.
 */
public sealed interface Decision permits Judgement, Outcome {

  /** Whether its conditions were met. */
  Verdict verdict();

  /** The act that was due; {@link Act#LEAVE} when the verdict is not {@link Verdict#MADE}. */
  Act act();

  /** Whether there was an entry. */
  boolean found();

  /** Whether the operation's value was stored. */
  boolean stored();
}
