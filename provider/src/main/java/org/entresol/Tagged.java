package org.entresol;

import java.util.Collection;

/**
 * A value that says itself what its entry can be invalidated by, see {@link
 * EntresolCache#invalidateTags}; in caches whose values are of a type that is such, or whose {@code
 * tags} say anything.
 */
public interface Tagged {

  /** The tags of an entry with this value; none for none, at most 64. */
  Collection<String> tags();
}
