package org.entresol.tier;

/**
 * What one node keeps of one cache in its heap, and what it has let go of since the cache was
 * opened.
 *
 * @param entries how many entries there are; an estimate
 * @param bytes what they take by the cache's own estimate; -1 where entries are counted only
 * @param evicted the copies of another authority's entries that were dropped for want of room
 * @param expired those whose time had passed
 * @param outdated those that were dropped because of a change of their keys
 */
public record Kept(long entries, long bytes, long evicted, long expired, long outdated) {

  /** So many entries of which this node itself is the authority. */
  public static Kept own(long entries, long bytes) {
    return new Kept(entries, bytes, 0, 0, 0);
  }
}
