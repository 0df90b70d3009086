package org.entresol.tier;

/** Which entries a tier on disk lets go of first when there is no room for more. */
public enum Eviction {
  /** Those that nobody has used for the longest time. */
  LEAST_RECENTLY_USED,
  /** Those that have not been stored for the longest time, used or not. */
  LEAST_RECENTLY_STORED,
  /** Those that have been used the fewest times. */
  LEAST_FREQUENTLY_USED,
  /** None: there is always room, as long as the disk has some. */
  NONE
}
