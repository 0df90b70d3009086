package org.entresol.store;

/**
 * How long entries last apart from what the expiry policy says. Immutable.
 *
 * @param forEver whether no entry ever expires
 * @param grace for how many nanoseconds an expired entry may still be given to readers
 */
public record Lasting(boolean forEver, long grace) {

  /** Whether an entry that has expired is kept for reads that may be given it all the same. */
  public boolean keeps(Entry<?> expired, long now) {
    return expired.expires() > now - grace;
  }
}
