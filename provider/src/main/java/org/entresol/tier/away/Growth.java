package org.entresol.tier.away;

import org.entresol.tier.Stored;

/**
 * The order of the values of a cache that only grow, and of which none counts as the least. What
 * was put there must not be missing later: it would look as if nothing had ever happened.
 */
@FunctionalInterface
public interface Growth {

  /** Whether a payload stands for something greater than what is stored. */
  boolean isGreater(byte[] key, byte[] payload, Stored stored);
}
