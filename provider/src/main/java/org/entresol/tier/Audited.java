package org.entresol.tier;

/**
 * What the audit of coherence has found since the cache was opened.
 *
 * @param changes the announced changes that were looked into
 * @param answers the copies that nodes served of their keys at that time
 * @param violations those of them that were older than the change
 * @param greatestNanos how long ago the change was announced in the worst case, in nanoseconds
 */
public record Audited(long changes, long answers, long violations, long greatestNanos) {

  /** Nothing was looked into. */
  public static final Audited NONE = new Audited(0, 0, 0, 0);
}
