package org.entresol.tier;

/**
 * What loads must have seen of their source, as one who handled a change there has found it.
 *
 * @param text in the source's own words
 * @param tenure that in which it was found: who is told of a change, and has lost the lead before
 *     it leaves its horizon, must not leave it in place of one of a later tenure; 0 where nobody
 *     leads, as each hears of changes by itself
 */
public record Horizon(String text, long tenure) {

  /** One that was found where nobody leads. */
  public static Horizon of(String text) {
    return new Horizon(text, 0);
  }
}
