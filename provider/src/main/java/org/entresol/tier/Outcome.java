package org.entresol.tier;

import org.jspecify.annotations.Nullable;

/**
 * What a tier made of a {@link Plan}.
 *
 * @param verdict whether its conditions were met
 * @param act the act that was due; {@link Act#LEAVE} when the verdict is not {@link Verdict#MADE}
 * @param found whether there was an entry
 * @param stored whether a value was stored
 * @param sequence the sequence of the key's partition after it
 * @param nonce the nonce of the version of what was stored
 * @param expires when the entry expires now, in milliseconds of the tier's clock; 0 for never
 * @param entry the entry that was found, if the plan wanted it or was overtaken; null otherwise
 */
public record Outcome(
    Verdict verdict,
    Act act,
    boolean found,
    boolean stored,
    long sequence,
    long nonce,
    long expires,
    @Nullable Stored entry)
    implements Decision {

  /** The sequence of an outcome that the tier does not know of yet. */
  public static final long HERE = -1;
}
