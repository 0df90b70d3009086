package org.entresol.tier;

/**
 * How much lies in an authority for one cache.
 *
 * @param entries how many entries; -1 if it is not known
 * @param bytes the memory that they take, estimated from some of them; -1 if it is not known
 * @param weighed of how many entries the memory was asked
 */
public record Extent(long entries, long bytes, int weighed) {

  /** Nothing is known. */
  public static final Extent UNKNOWN = new Extent(-1, -1, 0);

  /**
   * What some entries say of all.
   *
   * @param weight the memory that the weighed ones take together
   */
  public static Extent of(long entries, long weight, int weighed) {
    long bytes = (weighed == 0) ? 0 : Math.round((double) weight / weighed * entries);
    return new Extent(entries, bytes, weighed);
  }
}
