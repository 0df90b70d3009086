package org.entresol.tier;

import org.jspecify.annotations.Nullable;

/**
 * What a tier made of a {@link Plan}.
 *
 * @param verdict whether its conditions were met
 * @param act the act that was due; {@link Act#LEAVE} when the verdict is not {@link Verdict#MADE}
 * @param found whether there was an entry
 * @param stored whether a value was stored
 * @param version the sequence of the key's partition after it, with the nonce of what was stored
 * @param expires when the entry expires now, in milliseconds of the tier's clock; 0 for never
 * @param entry the entry that was found, if the plan wanted it or was overtaken; null otherwise
 */
public record Outcome(
    Verdict verdict,
    Act act,
    boolean found,
    boolean stored,
    Version version,
    long expires,
    @Nullable Stored entry)
    implements Decision {

  /** The version of an outcome that the tier does not know of yet. */
  public static final Version HERE = new Version(-1, 0);

  /** The same to whom what was found is no entry. */
  public Outcome findingNothing() {
    return new Outcome(verdict, act, false, stored, version, expires, null);
  }

  /** Whether the tier does not know of it yet. */
  public boolean isHere() {
    return version.sequence() == HERE.sequence();
  }

  /** The sequence of the key's partition after it. */
  public long sequence() {
    return version.sequence();
  }
}
